package change

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// Return is a wish to go back.
type Return struct {
	// To is the revision whose values to take; 0 for the one before the newest.
	To int64
	// Revision is the newest one they saw.
	Revision          int64
	Reason, RequestID string
}

// Rollback makes a new revision with the values of an earlier one. What those
// values were had been approved once, so nobody else needs to.
func (c *Changes) Rollback(ctx context.Context, actor permission.Actor, r Return) (done store.Rollback, err error) {
	var made bool
	err = c.try(ctx, actor, permission.Rollback, func(ctx context.Context, a *attempt) error {
		made = false
		if ok, err := a.allowed(ctx, permission.None, nil); !ok {
			return err
		}
		done, err = a.tx.RollbackOf(ctx, wish(actor, r.RequestID))
		if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		done, made, err = a.rollback(ctx, r)
		return err
	})
	if made {
		c.applied(ctx)
	}
	return done, err
}

func (a *attempt) rollback(ctx context.Context, r Return) (done store.Rollback, made bool, err error) {
	newest, err := a.tx.Revision(ctx)
	if err != nil {
		return done, false, err
	}
	if r.To == 0 {
		r.To = newest - 1
	}
	switch {
	case r.To < 1 || r.To > newest:
		return done, false, ErrNotFound
	case r.Revision != newest:
		return done, false, ErrConflict
	}
	done = store.Rollback{RequestID: wish(a.actor, r.RequestID), ToRevision: r.To, Revision: newest}
	if done.Changes, err = a.back(ctx, r.To); err != nil || len(done.Changes) == 0 {
		return done, false, err
	}
	if ok, err := a.allowed(ctx, planOf(done.Changes).needed, done.Changes); !ok {
		return done, false, err
	}
	if done.Revision, err = a.tx.Apply(ctx, done.Changes, fmt.Sprintf("rollback to %d", r.To)); err != nil {
		return done, false, err
	}
	if err := a.tx.NoteRollback(ctx, done); err != nil {
		return done, false, err
	}
	return done, true, a.note(ctx, audit.Entry{Changes: done.Changes, Reason: r.Reason, Revision: done.Revision})
}

// back is what differs between now and a revision.
func (a *attempt) back(ctx context.Context, revision int64) ([]audit.Change, error) {
	then, err := a.tx.ValuesAt(ctx, revision)
	if err != nil {
		return nil, err
	}
	stored, err := a.tx.Rows(ctx)
	if err != nil {
		return nil, err
	}
	p := planBack(then)
	if err := p.settle(stored); err != nil && !errors.Is(err, errSame) {
		return nil, err
	}
	return p.changes, nil
}

// planBack takes the values of an earlier revision. Those that the catalogue no
// longer allows, or no longer knows, stay as they are.
func planBack(then map[string]string) (p plan) {
	for _, name := range slices.Sorted(maps.Keys(then)) {
		parameter, known := catalogue.Find(name)
		if !known {
			continue
		}
		if _, err := parameter.Parse(then[name]); err == nil {
			p.add(parameter, audit.Change{Name: name, New: then[name]})
		}
	}
	return p
}
