// Package change is how parameters change: a proposal, a decision, and the
// revision it makes, each in one transaction with its audit entry.
package change

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// Faults of a change.
var (
	// ErrConflict is returned when a newer revision changed the same.
	ErrConflict = errors.New("changed since")
	// ErrExpired is returned for a decision that comes too late.
	ErrExpired = errors.New("proposal has expired")
	// ErrDecided is returned for a decision against the one that was made.
	ErrDecided = errors.New("proposal is decided")
	// ErrSecondPerson is returned when the proposer approves what takes another.
	ErrSecondPerson = errors.New("someone else must approve")
	// ErrNotFound is returned for an unknown proposal or revision.
	ErrNotFound = store.ErrNotFound
)

// Changes changes parameters, for those who may.
type Changes struct {
	store  *store.Store
	policy *permission.Policy
	// life is how long a proposal can be decided.
	life time.Duration
	// applied is called after each new revision.
	applied func(context.Context)
}

// New makes a Changes. Proposals live as long as life; applied is called after
// each new revision.
func New(s *store.Store, policy *permission.Policy, life time.Duration, applied func(context.Context)) *Changes {
	return &Changes{store: s, policy: policy, life: life, applied: applied}
}

// Allow checks an action that changes nothing, and audits a denial.
func (c *Changes) Allow(ctx context.Context, actor permission.Actor, action permission.Action) error {
	if _, denial := c.policy.Check(actor, action, permission.None); denial == nil {
		return nil
	}
	return c.try(ctx, actor, action, func(ctx context.Context, a *attempt) error {
		_, err := a.allowed(ctx, permission.None, nil)
		return err
	})
}

func denied(ctx context.Context, actor permission.Actor, role permission.Role, action permission.Action, denial error) audit.Entry {
	return audit.Entry{Action: string(action), Reason: denial.Error(), TraceID: traceID(ctx)}.By(actor, role)
}

func traceID(ctx context.Context) string {
	if span := trace.SpanContextFromContext(ctx); span.HasTraceID() {
		return span.TraceID().String()
	}
	return ""
}

// wish is the name of what someone asked for; others' names are others.
func wish(actor permission.Actor, requestID string) string { return actor.UserID + "/" + requestID }

func newID() string {
	id := make([]byte, 8)
	_, _ = rand.Read(id) // never fails
	return hex.EncodeToString(id)
}

// InvalidError is what is wrong with a wish.
type InvalidError struct{ Public string }

// Error is a sentence that may be shown.
func (e InvalidError) Error() string { return e.Public }

func invalid(format string, args ...any) error {
	return InvalidError{fmt.Sprintf(format, args...)}
}

// outOfBounds makes an InvalidError of a fault of the catalogue.
func outOfBounds(err error) error {
	var bounds catalogue.BoundsError
	if errors.As(err, &bounds) {
		return InvalidError{bounds.Public}
	}
	return err
}
