// Package finish keeps the promises of deferred interactions: it does the work
// and edits the message Discord is showing meanwhile.
package finish

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
	"github.com/catalyst-bot/mesh/services/gateway/internal/queue"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const (
	// lastCall is the age at which an interaction is given up with a text, one
	// minute before its token dies.
	lastCall = queue.TokenLife - time.Minute
	// patience is how long users wait for a back end that is away.
	patience = 30 * time.Second
	// taskLimit bounds one run of a task.
	taskLimit = 20 * time.Second

	backEndPause = 2 * time.Second
	discordPause = 10 * time.Second
)

var errTooLate = fault.New(codes.DeadlineExceeded, "This took too long and was given up. Try again.")

// Finisher finishes deferred interactions.
type Finisher struct {
	Catalog  *commands.Catalog
	Client   *followup.Client
	Outcomes *outcome.Recorder
}

// Finish does the work of one interaction and shows the result. It is a
// queue.Work.
func (f *Finisher) Finish(ctx context.Context, in interaction.Interaction) error {
	task, err := f.Catalog.Route(in)
	if err != nil { // the command was withdrawn since
		return f.deliver(ctx, in, task, outcome.Failed, f.apology(ctx, in, task, err))
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.command", task.Name))
	if time.Since(in.ReceivedAt) > lastCall {
		return f.deliver(ctx, in, task, outcome.Failed, f.apology(ctx, in, task, errTooLate))
	}
	running, cancel := context.WithTimeout(ctx, taskLimit)
	m, err := task.Do(running)
	cancel()
	switch {
	case err == nil:
		return f.deliver(ctx, in, task, outcome.Finished, func(ctx context.Context) error {
			return f.Client.Edit(ctx, in, m)
		})
	case passing(err) && time.Since(in.ReceivedAt) < patience:
		slog.InfoContext(ctx, "task tried again soon", "command", task.Name, "error", err)
		return queue.Later{Wait: backEndPause}
	default:
		slog.WarnContext(ctx, "task failed", "command", task.Name, "error", err)
		return f.deliver(ctx, in, task, outcome.Failed, f.apology(ctx, in, task, err))
	}
}

// apology tells the user what went wrong. It replaces "thinking…", but never a
// message that was there before: that one stays, and only the invoker is told.
func (f *Finisher) apology(ctx context.Context, in interaction.Interaction, task commands.Task, err error) func(context.Context) error {
	text := commands.Failure(ctx, err)
	return func(ctx context.Context) error {
		if task.Update {
			return f.Client.Whisper(ctx, in, text)
		}
		return f.Client.Edit(ctx, in, text)
	}
}

func (f *Finisher) deliver(ctx context.Context, in interaction.Interaction, task commands.Task, end string,
	send func(context.Context) error,
) error {
	err := followup.Retry(ctx, in, send)
	if errors.Is(err, followup.ErrGone) {
		slog.WarnContext(ctx, "result not delivered", "command", task.Name, "error", err)
		end, err = outcome.Lost, nil
	}
	if err != nil {
		return queue.Later{Wait: discordPause}
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.outcome", end))
	f.Outcomes.Final(ctx, task.Name, end, in.ReceivedAt)
	return nil
}

// passing reports whether the same task may succeed a little later.
func passing(err error) bool {
	switch fault.From(err).Code() {
	case codes.Unavailable, codes.ResourceExhausted, codes.DeadlineExceeded:
		return true
	default:
		return false
	}
}
