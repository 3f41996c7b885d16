package server

import (
	"context"
	"errors"
	"strings"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Reasons programs tell faults apart by.
const (
	reasonConflict     = "REVISION_CONFLICT"
	reasonDecided      = "PROPOSAL_DECIDED"
	reasonExpired      = "PROPOSAL_EXPIRED"
	reasonSecondPerson = "SECOND_PERSON_NEEDED"
)

// faultOf gives an error of the domain its public face.
func faultOf(err error) error {
	var invalid change.InvalidError
	var known *fault.Fault
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &invalid):
		return fault.Invalid("changes", invalid.Public)
	case errors.Is(err, permission.ErrDenied):
		_, why, _ := strings.Cut(err.Error(), ": ")
		return fault.New(codes.PermissionDenied, sentence(why), fault.Cause(err))
	case errors.Is(err, change.ErrNotFound):
		return fault.New(codes.NotFound, "There is no such thing, or no longer.")
	case errors.Is(err, change.ErrConflict):
		return precondition(codes.Aborted, reasonConflict, "Someone changed this since you looked. Look again, then decide.")
	case errors.Is(err, change.ErrDecided):
		return precondition(codes.FailedPrecondition, reasonDecided, "This was decided the other way already.")
	case errors.Is(err, change.ErrExpired):
		return precondition(codes.FailedPrecondition, reasonExpired, "This was not decided in time. Propose it again.")
	case errors.Is(err, change.ErrSecondPerson):
		return precondition(codes.FailedPrecondition, reasonSecondPerson, "Someone else than the proposer must approve this.")
	default:
		return fault.New(codes.Unavailable, "The store cannot be reached right now. Try again in a moment.",
			fault.Cause(err), fault.RetryAfter(time.Second))
	}
}

func precondition(code codes.Code, reason, public string) error {
	return fault.New(code, public, fault.Reason(reason, nil))
}

// sentence makes one of the text of an error.
func sentence(text string) string {
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
