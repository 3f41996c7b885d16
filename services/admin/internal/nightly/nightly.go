// Package nightly makes the report of each night, once, whatever the number of
// replicas.
package nightly

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/admin/internal/report"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// look is how often the clock is looked at.
const look = 5 * time.Second

// Off is the text of no time at all.
const Off = "off"

// ErrTime is returned for a text that is no time of day.
var ErrTime = errors.New(`a time of day is written 21:30 or 21:30:00, in UTC, or "off"`)

// ParseTime reads a time of day. It is false for Off.
func ParseTime(text string) (sinceMidnight time.Duration, on bool, err error) {
	if text == Off {
		return 0, false, nil
	}
	for _, layout := range []string{"15:04", time.TimeOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.Sub(at.Truncate(24 * time.Hour)), true, nil
		}
	}
	return 0, false, ErrTime
}

// Make makes and keeps the report of a UTC day, given by its beginning.
type Make func(ctx context.Context, day time.Time) (report.Report, error)

// Nights makes the reports.
type Nights struct {
	store  *store.Store
	report Make
	at     time.Duration
	now    func() time.Time
	tracer trace.Tracer
	// last is the newest night known to have its report; only a cache.
	last string
}

// New makes nights that begin at a time since midnight.
func New(s *store.Store, report Make, at time.Duration) *Nights {
	return &Nights{store: s, report: report, at: at, now: time.Now, tracer: otel.Tracer("nightly")}
}

// Run works until ctx is done.
func (n *Nights) Run(ctx context.Context) error {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		if err := n.Once(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "no report for this night yet, trying again", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// Once makes the report of the newest night, of the day before it, unless that
// was done. Nights that were missed before it stay without, and so does the one
// before the service was ever used.
func (n *Nights) Once(ctx context.Context) error {
	began := n.now().UTC().Add(-n.at).Truncate(24 * time.Hour)
	night := began.Format(time.DateOnly)
	if n.last == night {
		return nil
	}
	last, err := n.store.LastNight(ctx)
	if err != nil {
		return err
	}
	if last < night {
		if err := n.make(ctx, began, last == ""); err != nil {
			return err
		}
	}
	n.last = night
	return nil
}

func (n *Nights) make(ctx context.Context, night time.Time, ever bool) error {
	ctx, span := n.tracer.Start(ctx, "nightly report")
	defer span.End()
	name, ends := night.Format(time.DateOnly), night.Add(n.at).AddDate(0, 0, 1)
	if ever {
		_, err := n.store.TakeNight(ctx, name, "", ends)
		return err
	}
	made, err := n.report(ctx, night.AddDate(0, 0, -1))
	if err != nil {
		return fmt.Errorf("make the report: %w", err)
	}
	taken, err := n.store.TakeNight(ctx, name, made.ID, ends)
	if err == nil && taken {
		slog.InfoContext(ctx, "nightly report made", "report", made.ID)
	}
	return err
}
