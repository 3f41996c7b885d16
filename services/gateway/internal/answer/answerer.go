// Package answer gives every interaction its first answer within Discord's
// three seconds: the result itself when it is quick, a durable promise
// otherwise.
package answer

import (
	"context"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/flush"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// storeLimit bounds a look into the queue or the claims, which are local or
// one hop away.
const storeLimit = 500 * time.Millisecond

// Queue keeps deferred interactions.
type Queue interface {
	Publish(ctx context.Context, in interaction.Interaction) error
	Release(id interaction.Snowflake)
}

// Claims remembers first answers.
type Claims interface {
	Claim(ctx context.Context, id interaction.Snowflake) (bool, error)
	Answered(ctx context.Context, id interaction.Snowflake, answer []byte) error
	Await(ctx context.Context, id interaction.Snowflake) ([]byte, error)
}

// Answerer gives first answers.
type Answerer struct {
	Catalog  *commands.Catalog
	Queue    Queue
	Claims   Claims
	Outcomes *outcome.Recorder
	// Budget is the time a task may take, from receipt, before it is deferred.
	Budget func() time.Duration
}

// Answer returns the callback for an interaction. The same interaction again
// gets the same callback, and its work is not done again.
func (a *Answerer) Answer(ctx context.Context, in interaction.Interaction) []byte {
	if stored, taken := a.claimed(ctx, in); taken {
		return stored
	}
	task, err := a.Catalog.Route(in)
	if err != nil {
		return a.finish(ctx, in, "none", outcome.Failed, textOf(ctx, err))
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.command", task.Name))
	if in.Kind == interaction.Autocomplete {
		return a.finish(ctx, in, task.Name, outcome.Answered, message.NoChoices())
	}
	if task.Manner == commands.AlwaysDefer {
		return a.promise(ctx, in, task)
	}
	return a.attempt(ctx, in, task)
}

// claimed reports whether the interaction was taken before, with the answer it
// got. A store that does not answer must not keep users from theirs.
func (a *Answerer) claimed(ctx context.Context, in interaction.Interaction) ([]byte, bool) {
	claiming, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	first, err := a.Claims.Claim(claiming, in.ID)
	if err != nil {
		slog.ErrorContext(ctx, "interaction not claimed, answering anyway", "error", err)
		return nil, false
	}
	if first {
		return nil, false
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.Bool("catalyst.duplicate", true))
	waiting, stop := context.WithDeadline(ctx, in.ReceivedAt.Add(a.Budget()))
	defer stop()
	stored, err := a.Claims.Await(waiting, in.ID)
	if err != nil {
		return message.Text("This is already being answered."), true
	}
	return stored, true
}

// attempt runs the task within the budget and promises an answer when that is
// not enough.
func (a *Answerer) attempt(ctx context.Context, in interaction.Interaction, task commands.Task) []byte {
	limited, cancel := context.WithDeadline(ctx, in.ReceivedAt.Add(a.Budget()))
	defer cancel()
	m, err := task.Do(limited)
	if err != nil && outOfTime(limited, err) {
		return a.promise(ctx, in, task)
	}
	var callback []byte
	if err == nil {
		callback, err = message.Answer(m, task.Ephemeral)
	}
	if err != nil {
		slog.WarnContext(ctx, "task failed", "command", task.Name, "error", err)
		return a.finish(ctx, in, task.Name, outcome.Failed, textOf(ctx, err))
	}
	return a.finish(ctx, in, task.Name, outcome.Answered, callback)
}

func outOfTime(ctx context.Context, err error) bool {
	return ctx.Err() != nil || fault.From(err).Code() == codes.DeadlineExceeded
}

// promise puts the interaction into the queue and only then says so.
func (a *Answerer) promise(ctx context.Context, in interaction.Interaction, task commands.Task) []byte {
	storing, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	if err := a.Queue.Publish(storing, in); err != nil {
		slog.ErrorContext(ctx, "interaction not queued", "error", err)
		return a.finish(ctx, in, task.Name, outcome.Failed, textOf(ctx, err))
	}
	flush.After(ctx, func() { a.Queue.Release(in.ID) })
	callback := message.Thinking(task.Ephemeral)
	if task.Update {
		callback = message.Updating()
	}
	return a.finish(ctx, in, task.Name, outcome.Deferred, callback)
}

func (a *Answerer) finish(ctx context.Context, in interaction.Interaction, command, end string, callback []byte) []byte {
	storing, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	if err := a.Claims.Answered(storing, in.ID, callback); err != nil {
		slog.ErrorContext(ctx, "first answer not stored", "error", err)
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.outcome", end))
	a.Outcomes.First(ctx, command, end, in.ReceivedAt)
	return callback
}

func textOf(ctx context.Context, err error) []byte {
	return message.Text(commands.Failure(ctx, err).Content)
}
