package line

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

// State is whether a provider is asked, and why not. Its numbers are those of
// the catalyst.market.v1.ProviderState enum.
type State int

// The states.
const (
	Off State = iota + 1
	Ready
	Broken
	Trial
	Limited
	Refused
)

// Status is how a provider does.
type Status struct {
	State State
	// Until is when it is asked again, zero when it is off or asked already.
	Until time.Time
	// Windows are what its plan allows, and Uses how much of each is used, nil
	// when that is not known.
	Windows []quota.Window
	Uses    []quota.Use
	// LastGood is when it last answered with data, zero if never.
	LastGood time.Time
	// LastFault is the outcome of the last call that failed, empty without any.
	LastFault   string
	LastFaultAt time.Time
}

// Listed is a provider under its names: that in orders, and that for people.
type Listed struct {
	ID, Name string
	Status   func(ctx context.Context) Status
}

// Always is the status of a provider without a line.
func Always(state State) func(context.Context) Status {
	return func(context.Context) Status { return Status{State: state} }
}

// Status tells how the provider does, without asking it.
func (l *Line) Status(ctx context.Context) Status {
	now := l.clock()
	status := Status{State: Ready, Windows: l.windows}
	if len(l.windows) > 0 {
		var err error
		if status.Uses, err = l.ledger.Used(ctx, l.name, l.windows); err != nil {
			slog.WarnContext(ctx, "quota not known", "provider", l.name, "error", err)
		}
	}
	for _, use := range status.Uses {
		if use.Left() <= 0 && l.pace == nil {
			status.State, status.Until = Limited, use.Resets
		}
	}
	if l.breaker.IsOpen() && l.breaker.RemainingDelay() > 0 {
		status.State, status.Until = Broken, now.Add(l.breaker.RemainingDelay())
	} else if !l.breaker.IsClosed() && status.State == Ready {
		status.State = Trial
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.paused.After(now) {
		status.State, status.Until = Limited, l.paused
		if l.reason != nil {
			status.State = Refused
		}
	}
	status.LastGood, status.LastFault, status.LastFaultAt = l.good, l.fault, l.faultAt
	return status
}

// note remembers how a call ended.
func (l *Line) note(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		l.good = l.clock()
	case !errors.Is(err, provider.ErrNoData) && !errors.Is(err, context.Canceled):
		l.fault, l.faultAt = outcome(err), l.clock()
	}
}

// watch lets metrics tell how long ago the provider answered with data.
func (l *Line) watch() error {
	_, err := otel.Meter("provider").Float64ObservableGauge("catalyst.market.provider.age",
		metric.WithDescription("Time since the provider last answered with data."), metric.WithUnit("s"),
		metric.WithFloat64Callback(func(_ context.Context, observer metric.Float64Observer) error {
			l.mu.Lock()
			defer l.mu.Unlock()
			if !l.good.IsZero() { // never is no age
				observer.Observe(l.clock().Sub(l.good).Seconds(), metric.WithAttributes(attribute.String("catalyst.provider", l.name)))
			}
			return nil
		}))
	if err != nil {
		return fmt.Errorf("watch age: %w", err)
	}
	return nil
}
