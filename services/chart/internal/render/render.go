// Package render makes pictures of charts, a bounded number at a time.
package render

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
)

// ErrBusy is returned when no slot came free in the caller's time, or too many
// callers wait for one.
var ErrBusy = errors.New("too many charts are being drawn")

// reserve is kept of the caller's time, so that it hears of ErrBusy.
const reserve = 100 * time.Millisecond

// Format is how a picture is written.
type Format int

// The formats.
const (
	PNG Format = iota
	SVG
)

// Picture is a drawn chart.
type Picture struct {
	// Data is the file, a PNG or an SVG.
	Data []byte
	// AltText describes it in at most 1024 characters.
	AltText string
	// Drops is what was asked for and is not in it.
	Drops []figure.Drop
	// lean is true when there was no time for panels.
	lean bool
}

// Settings are what may change while a renderer works; each is asked when it
// matters.
type Settings struct {
	// Parallel is how many charts are drawn at a time, at least 1.
	Parallel func() int
	// CacheTime is how long a picture is kept for the same bars; 0 not at all.
	CacheTime func() time.Duration
}

// Renderer draws charts. Make one with New.
type Renderer struct {
	slots   *slots
	cache   *cache
	flights flights
	desks   desks
	pace    pace
	tracer  trace.Tracer
}

// New makes a renderer; Close it in the end.
func New(settings Settings) *Renderer {
	return &Renderer{
		slots:   newSlots(settings.Parallel),
		cache:   newCache(settings.CacheTime),
		flights: flights{under: map[key]*flight{}},
		tracer:  otel.Tracer("github.com/catalyst-bot/mesh/services/chart/internal/render"),
	}
}

// Close ends the upkeep of the cache.
func (r *Renderer) Close() { r.cache.pictures.StopAllGoroutines() }

// Render draws a chart. Its error is ErrBusy, wraps figure.ErrInput, or is that
// of a caller who left. When the caller's time is short, the picture has no
// panels and says so in its drops.
func (r *Renderer) Render(ctx context.Context, in figure.Input, format Format) (Picture, error) {
	ctx, span := r.tracer.Start(ctx, "render chart", trace.WithAttributes(
		attribute.String("catalyst.symbol", in.Symbol), attribute.String("catalyst.timeframe", in.Timeframe.String()),
		attribute.Int("catalyst.bars", len(in.Bars))))
	defer span.End()
	picture, err := r.once(ctx, in, format)
	if err != nil {
		span.SetStatus(otelcodes.Error, err.Error())
		return Picture{}, err
	}
	span.SetAttributes(attribute.Int("catalyst.picture.bytes", len(picture.Data)), attribute.Bool("catalyst.lean", picture.lean))
	if len(picture.Drops) > 0 {
		span.SetAttributes(attribute.StringSlice("catalyst.dropped", parts(picture.Drops)))
	}
	return picture, nil
}

func parts(drops []figure.Drop) []string {
	names := make([]string, len(drops))
	for i, d := range drops {
		names[i] = d.Part
	}
	return names
}

// once answers from the cache, or from the same drawing under way, or draws.
func (r *Renderer) once(ctx context.Context, in figure.Input, format Format) (Picture, error) {
	if err := in.Validate(); err != nil {
		return Picture{}, err
	}
	k := keyOf(in, format)
	if picture, ok := r.cache.get(k); ok {
		trace.SpanFromContext(ctx).SetAttributes(attribute.Bool("catalyst.cached", true))
		return picture, nil
	}
	return r.flights.share(ctx, k, func() (Picture, error) {
		picture, err := r.inTurn(ctx, in, format)
		if err == nil && !picture.lean {
			r.cache.put(k, picture)
		}
		return picture, err
	})
}

// inTurn draws once a slot is free.
func (r *Renderer) inTurn(ctx context.Context, in figure.Input, format Format) (Picture, error) {
	if err := r.enter(ctx); err != nil {
		return Picture{}, err
	}
	defer r.slots.leave()
	trace.SpanFromContext(ctx).AddEvent("slot taken")
	if deadline, ok := ctx.Deadline(); ok {
		in.Lean = time.Until(deadline)-reserve < r.pace.usual(in)
	}
	start := time.Now()
	picture, err := r.draw(in, format)
	if err == nil && !in.Lean {
		r.pace.note(in, time.Since(start))
	}
	return picture, err
}

// enter waits for a slot as long as the caller's time allows.
func (r *Renderer) enter(ctx context.Context) error {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadlineCause(ctx, deadline.Add(-reserve), ErrBusy)
		defer cancel()
	}
	if err := r.slots.enter(ctx); err != nil {
		return fmt.Errorf("wait for a slot: %w", err)
	}
	return nil
}
