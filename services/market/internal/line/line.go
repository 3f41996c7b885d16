// Package line guards the way to one provider: a circuit breaker, quotas, and
// the pauses the provider itself asks for.
package line

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"golang.org/x/time/rate"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

const (
	// failures in a row open the breaker, for openFor.
	failures = 5
	openFor  = 15 * time.Second
	// keyPause is how long a refused key is not tried again.
	keyPause = 10 * time.Minute
)

// Ledger counts calls.
type Ledger interface {
	// Take counts a call, or says that there may be none now.
	Take(ctx context.Context, name string, windows []quota.Window) error
	// Used tells how many were counted.
	Used(ctx context.Context, name string, windows []quota.Window) ([]quota.Use, error)
}

// Line is the way to one provider. Its methods may be called from several
// goroutines.
type Line struct {
	name    string
	windows []quota.Window
	ledger  Ledger
	clock   func() time.Time
	breaker circuitbreaker.CircuitBreaker[any]
	calls   metric.Int64Counter
	// pace is that of this replica, nil when calls do not wait.
	pace *rate.Limiter

	mu sync.Mutex
	// paused is until when the provider is not asked, and why.
	paused time.Time
	reason error
	// good is when it last answered with data, and fault what its last failure
	// was, at faultAt.
	good, faultAt time.Time
	fault         string
}

// New makes a line to the provider of that name, which allows so many calls;
// without windows the ledger is not needed.
func New(name string, windows []quota.Window, ledger Ledger, clock func() time.Time) (*Line, error) {
	calls, err := otel.Meter("provider").Int64Counter("catalyst.market.provider.calls",
		metric.WithDescription("Calls to providers by outcome, those kept back included."), metric.WithUnit("{call}"))
	if err != nil {
		return nil, fmt.Errorf("count calls: %w", err)
	}
	breaker := circuitbreaker.NewBuilder[any]().WithFailureThreshold(failures).WithDelay(openFor).WithSuccessThreshold(1).
		OnStateChanged(func(e circuitbreaker.StateChangedEvent) {
			slog.Info("provider", "name", name, "breaker", e.NewState.String())
		}).Build()
	l := &Line{name: name, windows: windows, ledger: ledger, clock: clock, breaker: breaker, calls: calls}
	return l, l.watch()
}

// Name is that of the provider in orders and metrics.
func (l *Line) Name() string { return l.name }

// Do makes a call, unless the provider is not to be asked now. Then it returns
// at once, with a *provider.LimitError or provider.ErrKey.
func (l *Line) Do(ctx context.Context, call func(ctx context.Context) error) error {
	err := l.do(ctx, call)
	l.calls.Add(ctx, 1, metric.WithAttributes(
		attribute.String("catalyst.provider", l.name), attribute.String("outcome", outcome(err))))
	return err
}

func (l *Line) do(ctx context.Context, call func(ctx context.Context) error) error {
	if err := l.pause(); err != nil {
		return err
	}
	if wait := l.breaker.RemainingDelay(); l.breaker.IsOpen() && wait > 0 {
		return &provider.LimitError{RetryAfter: wait}
	}
	if err := l.take(ctx); err != nil {
		return err
	}
	if !l.breaker.TryAcquirePermit() { // another call is the trial
		return &provider.LimitError{RetryAfter: time.Second}
	}
	err := call(ctx)
	l.record(ctx, err)
	return err
}

// take counts the call. A ledger that is away does not stop it: the provider
// counts as well.
func (l *Line) take(ctx context.Context) error {
	if len(l.windows) == 0 || l.pace != nil {
		return nil
	}
	err := l.ledger.Take(ctx, l.name, l.windows)
	var full *provider.LimitError
	if err == nil || errors.As(err, &full) {
		return err
	}
	slog.WarnContext(ctx, "call not counted", "provider", l.name, "error", err)
	return nil
}

func (l *Line) record(ctx context.Context, err error) {
	l.note(err)
	var limit *provider.LimitError
	switch {
	case errors.As(err, &limit):
		l.stop(limit.RetryAfter, nil)
		l.breaker.RecordSuccess() // it answers, and says when to come back
	case errors.Is(err, provider.ErrKey):
		slog.WarnContext(ctx, "provider refuses the key", "name", l.name)
		l.stop(keyPause, provider.ErrKey)
		l.breaker.RecordSuccess()
	case err == nil, errors.Is(err, provider.ErrNoData), errors.Is(err, context.Canceled):
		l.breaker.RecordSuccess()
	default:
		l.breaker.RecordFailure()
	}
}

func (l *Line) stop(wait time.Duration, reason error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paused, l.reason = l.clock().Add(wait), reason
}

func (l *Line) pause() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	left := l.paused.Sub(l.clock())
	if left <= 0 {
		return nil
	}
	if l.reason != nil {
		return l.reason
	}
	return &provider.LimitError{RetryAfter: left}
}

func outcome(err error) string {
	var limit *provider.LimitError
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, provider.ErrNoData):
		return "no data"
	case errors.As(err, &limit):
		return "limited"
	case errors.Is(err, provider.ErrKey):
		return "refused"
	case errors.Is(err, provider.ErrGarbled):
		return "garbled"
	default:
		return "failed"
	}
}
