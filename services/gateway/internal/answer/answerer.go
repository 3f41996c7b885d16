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

	"github.com/catalyst-bot/mesh/services/gateway/internal/budget"
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

// Usage learns how the bot is used.
type Usage interface {
	Used(in interaction.Interaction, command string, latency time.Duration, deferred, failed bool)
}

// Answerer gives first answers.
type Answerer struct {
	Catalog  *commands.Catalog
	Queue    Queue
	Claims   Claims
	Clicks   Clicks
	Budgets  *budget.Budgets
	Outcomes *outcome.Recorder
	Usage    Usage
}

// Answer returns the callback for an interaction. The same interaction again
// gets the same callback, and its work is not done again.
func (a *Answerer) Answer(ctx context.Context, in interaction.Interaction) []byte {
	if in.Kind == interaction.Autocomplete {
		return a.suggest(ctx, in)
	}
	claim, stored := a.claim(ctx, in)
	if claim == answered {
		return stored
	}
	route, err := a.Catalog.Route(in)
	if err != nil {
		return a.finish(ctx, in, "none", outcome.Failed, textOf(ctx, err))
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.command", route.Name))
	if route.Modal != nil {
		return a.open(ctx, in, route)
	}
	a.clicked(ctx, in, route)
	decision := a.decide(ctx, route)
	if decision.Limit == 0 || claim == abandoned {
		return a.promise(ctx, in, route)
	}
	return a.attempt(ctx, in, route, decision)
}

// declared is the reason of a budget of nothing for a command that says itself
// that it is slow.
const declared budget.Why = "declared"

func (a *Answerer) decide(ctx context.Context, route commands.Route) budget.Decision {
	decision := budget.Decision{Why: declared}
	if !route.Defers() {
		decision = a.Budgets.Decide(route.Name)
	}
	trace.SpanFromContext(ctx).SetAttributes(
		attribute.Int64("catalyst.budget.ms", decision.Limit.Milliseconds()),
		attribute.String("catalyst.budget.reason", string(decision.Why)))
	a.Outcomes.Budget(ctx, route.Name, string(decision.Why), decision.Limit)
	return decision
}

// attempt runs the task within the budget and promises an answer when that is
// not enough.
func (a *Answerer) attempt(ctx context.Context, in interaction.Interaction, route commands.Route, decision budget.Decision) []byte {
	limited, cancel := context.WithDeadline(ctx, in.ReceivedAt.Add(decision.Limit))
	defer cancel()
	started := time.Now()
	m, err := route.Do(limited, commands.Unseen)
	if err != nil && outOfTime(limited, err) {
		return a.promise(ctx, in, route)
	}
	if err != nil {
		slog.WarnContext(ctx, "task failed", "command", route.Name, "error", err)
		return a.finish(ctx, in, route.Name, outcome.Failed, textOf(ctx, err))
	}
	a.Budgets.Observe(route.Name, time.Since(started))
	if route.Update {
		return a.update(ctx, in, route, m)
	}
	callback, err := message.Answer(m, route.Ephemeral)
	if err != nil {
		return a.unsendable(ctx, in, route, err)
	}
	return a.finish(ctx, in, route.Name, outcome.Answered, callback)
}

func (a *Answerer) unsendable(ctx context.Context, in interaction.Interaction, route commands.Route, err error) []byte {
	slog.ErrorContext(ctx, "answer cannot be sent", "command", route.Name, "error", err)
	return a.finish(ctx, in, route.Name, outcome.Failed, textOf(ctx, err))
}

func outOfTime(ctx context.Context, err error) bool {
	return ctx.Err() != nil || fault.From(err).Code() == codes.DeadlineExceeded
}

// promise puts the interaction into the queue and only then says so.
func (a *Answerer) promise(ctx context.Context, in interaction.Interaction, route commands.Route) []byte {
	storing, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	in.DeferredAfter = time.Since(in.ReceivedAt)
	if err := a.Queue.Publish(storing, in); err != nil {
		slog.ErrorContext(ctx, "interaction not queued", "error", err)
		return a.finish(ctx, in, route.Name, outcome.Failed, textOf(ctx, err))
	}
	flush.After(ctx, func() { a.Queue.Release(in.ID) })
	callback := message.Thinking(route.Ephemeral)
	if route.Update {
		callback = message.Updating()
	}
	return a.finish(ctx, in, route.Name, outcome.Deferred, callback)
}

// finish stores the first answer before anyone sees it.
func (a *Answerer) finish(ctx context.Context, in interaction.Interaction, command, end string, callback []byte) []byte {
	storing, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	if err := a.Claims.Answered(storing, in.ID, callback); err != nil {
		slog.ErrorContext(ctx, "first answer not stored", "error", err)
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.outcome", end))
	a.Outcomes.First(ctx, command, end, in.ReceivedAt)
	if end != outcome.Deferred { // else the finisher knows how it ended
		a.Usage.Used(in, command, time.Since(in.ReceivedAt), false, end == outcome.Failed)
	}
	return callback
}

func textOf(ctx context.Context, err error) []byte {
	return message.Text(commands.Failure(ctx, err).Content)
}
