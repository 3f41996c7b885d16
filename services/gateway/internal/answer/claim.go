package answer

import (
	"context"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// takeoverAfter is how long the first taker of an interaction has to answer it,
// from the receipt of a duplicate, until it counts as dead. It is longer than
// any budget, and leaves a duplicate time for a promise of its own.
const takeoverAfter = 2200 * time.Millisecond

// Claims remembers first answers.
type Claims interface {
	Claim(ctx context.Context, id interaction.Snowflake) (bool, error)
	Answered(ctx context.Context, id interaction.Snowflake, answer []byte) error
	Await(ctx context.Context, id interaction.Snowflake) ([]byte, error)
}

// claim says whose an interaction is.
type claim int

const (
	// ours was not seen before.
	ours claim = iota
	// answered has a stored first answer.
	answered
	// abandoned was taken before by someone who died without an answer. The
	// queue takes an interaction only once, so it can be promised again.
	abandoned
)

// claim takes an interaction, or waits for what its first taker answers. A
// store that cannot be asked must not keep users from their answers.
func (a *Answerer) claim(ctx context.Context, in interaction.Interaction) (claim, []byte) {
	claiming, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	first, err := a.Claims.Claim(claiming, in.ID)
	if err != nil {
		slog.ErrorContext(ctx, "interaction not claimed, answering anyway", "error", err)
	}
	if first || err != nil {
		return ours, nil
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.Bool("catalyst.duplicate", true))
	waiting, stop := context.WithDeadline(ctx, in.ReceivedAt.Add(takeoverAfter))
	defer stop()
	stored, err := a.Claims.Await(waiting, in.ID)
	if err != nil {
		slog.WarnContext(ctx, "interaction taken over", "error", err)
		return abandoned, nil
	}
	return answered, stored
}
