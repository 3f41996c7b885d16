package finish

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
	"github.com/catalyst-bot/mesh/services/gateway/internal/queue"
)

// errSuperseded means that a newer click on the message is shown instead.
var errSuperseded = errors.New("a newer click is shown")

// deliver sends until the interaction has its end, or asks the queue for
// another run. Its error is queue.Later or followup.ErrRefused.
func (f *Finisher) deliver(ctx context.Context, in interaction.Interaction, route commands.Route, end string,
	send func(context.Context) error,
) error {
	err := f.Client.Retry(ctx, in, func(ctx context.Context) error {
		return f.inTurn(ctx, in, route, send)
	})
	var later *followup.Later
	switch {
	case err == nil:
	case errors.Is(err, errSuperseded):
		end = outcome.Superseded
	case errors.Is(err, followup.ErrGone):
		slog.WarnContext(ctx, "result not delivered", "command", route.Name, "error", err)
		end = outcome.Lost
	case errors.Is(err, followup.ErrRefused):
		return err
	case errors.As(err, &later):
		slog.InfoContext(ctx, "result delivered later", "command", route.Name, "wait", later.Wait, "error", err)
		return queue.Later{Wait: inTime(later.Wait, in.ReceivedAt)}
	default:
		slog.WarnContext(ctx, "result not delivered yet", "command", route.Name, "error", err)
		return queue.Later{Wait: storePause}
	}
	f.end(ctx, in, route, end)
	return nil
}

// inTurn sends when no other edit of the same message is under way, and not at
// all when a newer click makes the edit needless.
func (f *Finisher) inTurn(ctx context.Context, in interaction.Interaction, route commands.Route, send func(context.Context) error) error {
	if !route.Update || in.Message == nil {
		return send(ctx)
	}
	release, newest, err := f.Clicks.Turn(ctx, in.Message.ID, in.ID)
	if err != nil {
		return err
	}
	if !newest {
		return errSuperseded
	}
	defer release()
	return send(ctx)
}

func (f *Finisher) end(ctx context.Context, in interaction.Interaction, route commands.Route, end string) {
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.outcome", end))
	f.Outcomes.Final(ctx, route.Name, end, in.ReceivedAt)
	f.Usage.Used(in, cmp.Or(route.Name, "none"), in.DeferredAfter, true, end == outcome.Failed || end == outcome.Lost)
}

// inTime shortens a wait that would outlast the last call: the user is told by
// then, whatever happens.
func inTime(wait time.Duration, receivedAt time.Time) time.Duration {
	if left := time.Until(receivedAt.Add(lastCall)); left > 0 {
		return min(wait, left)
	}
	return wait
}
