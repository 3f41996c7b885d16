package line

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/time/rate"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

// NewPaced makes a line to a provider that bounds requests in so short a window
// that they wait for the next one: its client calls Wait before each, and Do
// counts none.
func NewPaced(name string, window quota.Window, ledger Ledger, clock func() time.Time) (*Line, error) {
	l, err := New(name, []quota.Window{window}, ledger, clock)
	if err != nil {
		return nil, err
	}
	l.pace = rate.NewLimiter(rate.Every(window.Length/time.Duration(window.Most)), 1)
	return l, nil
}

// Wait returns when there may be a request, and counts it for all replicas. It
// returns a *provider.LimitError when that is not before the deadline. Without
// the ledger the pace of this replica is kept.
func (l *Line) Wait(ctx context.Context) error {
	err := l.wait(ctx)
	if err != nil && !errors.Is(ctx.Err(), context.Canceled) {
		return &provider.LimitError{RetryAfter: l.windows[0].Length}
	}
	return err
}

func (l *Line) wait(ctx context.Context) error {
	for {
		if err := l.pace.Wait(ctx); err != nil {
			return err
		}
		err := l.ledger.Take(ctx, l.name, l.windows)
		var full *provider.LimitError
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case !errors.As(err, &full):
			slog.WarnContext(ctx, "request not counted", "provider", l.name, "error", err)
			return nil
		}
		select {
		case <-time.After(full.RetryAfter):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
