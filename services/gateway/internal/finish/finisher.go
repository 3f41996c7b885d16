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
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
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
	// taskLimit bounds one run of a task, streamLimit one that shows how far it
	// is.
	taskLimit   = 20 * time.Second
	streamLimit = 45 * time.Second

	backEndPause = 2 * time.Second
	storePause   = time.Second
)

var (
	errTooLate = fault.New(codes.DeadlineExceeded, "This took too long and was given up. Try again.")
	errRefused = fault.New(codes.Internal, "Discord does not take this answer. Try something else.")
)

// Clicks orders the edits of the same message.
type Clicks interface {
	Turn(ctx context.Context, message, click interaction.Snowflake) (release func(), newest bool, err error)
}

// Usage learns how the bot is used.
type Usage interface {
	Used(in interaction.Interaction, command string, latency time.Duration, deferred, failed bool)
}

// Finisher finishes deferred interactions.
type Finisher struct {
	Catalog  *commands.Catalog
	Client   *followup.Client
	Clicks   Clicks
	Outcomes *outcome.Recorder
	Usage    Usage
	// Observe learns how long a command takes.
	Observe func(command string, took time.Duration)
}

// Finish does the work of one interaction and shows the result. It is a
// queue.Work.
func (f *Finisher) Finish(ctx context.Context, in interaction.Interaction) error {
	route, err := f.Catalog.Route(in)
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.command", route.Name))
	switch {
	case err != nil: // the command was withdrawn since
		return f.apologise(ctx, in, route, err)
	case time.Since(in.ReceivedAt) > lastCall:
		return f.apologise(ctx, in, route, errTooLate)
	}
	started := time.Now()
	m, err := f.run(ctx, in, route)
	switch {
	case err == nil:
		f.Observe(route.Name, time.Since(started))
		return f.show(ctx, in, route, m)
	case passing(err) && time.Since(in.ReceivedAt) < patience:
		slog.InfoContext(ctx, "task tried again soon", "command", route.Name, "error", err)
		return queue.Later{Wait: backEndPause}
	default:
		slog.WarnContext(ctx, "task failed", "command", route.Name, "error", err)
		return f.apologise(ctx, in, route, err)
	}
}

// run does the task; what a streaming one shows meanwhile is edited in. Those
// edits end before the last one is sent.
func (f *Finisher) run(ctx context.Context, in interaction.Interaction, route commands.Route) (message.Message, error) {
	if route.Stream == nil {
		ctx, cancel := context.WithTimeout(ctx, taskLimit)
		defer cancel()
		return route.Do(ctx, commands.Unseen)
	}
	ctx, cancel := context.WithTimeout(ctx, streamLimit)
	defer cancel()
	shown := watch(ctx, func(ctx context.Context, m message.Message) error {
		return f.inTurn(ctx, in, route, func(ctx context.Context) error { return f.Client.Edit(ctx, in, m) })
	})
	defer shown.stop()
	return route.Do(ctx, shown.show)
}

func (f *Finisher) show(ctx context.Context, in interaction.Interaction, route commands.Route, m message.Message) error {
	err := f.deliver(ctx, in, route, outcome.Finished, func(ctx context.Context) error {
		return f.Client.Edit(ctx, in, m)
	})
	if errors.Is(err, followup.ErrRefused) {
		slog.ErrorContext(ctx, "Discord refuses an answer", "command", route.Name, "error", err)
		return f.apologise(ctx, in, route, errRefused)
	}
	return err
}

// apologise tells the user what went wrong. It replaces "thinking…", but never
// a message that was there before: that one only gets the text above it.
func (f *Finisher) apologise(ctx context.Context, in interaction.Interaction, route commands.Route, cause error) error {
	text := commands.Failure(ctx, cause)
	err := f.deliver(ctx, in, route, outcome.Failed, func(ctx context.Context) error {
		if route.Update {
			return f.Client.Notice(ctx, in, text.Content)
		}
		return f.Client.Edit(ctx, in, text)
	})
	if errors.Is(err, followup.ErrRefused) {
		slog.ErrorContext(ctx, "Discord refuses a plain text", "command", route.Name, "error", err)
		f.end(ctx, in, route, outcome.Lost)
		return nil
	}
	return err
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
