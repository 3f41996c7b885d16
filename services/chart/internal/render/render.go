// Package render makes PNGs of charts, a bounded number at a time.
package render

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/palette"
	"github.com/catalyst-bot/mesh/services/chart/internal/raster"
)

// ErrBusy is returned when no slot came free in the caller's time.
var ErrBusy = errors.New("too many charts are being drawn")

// reserve is kept of the caller's time, so that it hears of ErrBusy.
const reserve = 100 * time.Millisecond

// Picture is a drawn chart.
type Picture struct {
	// PNG is the file, 1200 x 800 pixels.
	PNG []byte
	// AltText describes it in at most 1024 characters.
	AltText string
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
	slots  *slots
	cache  *cache
	desks  sync.Pool
	tracer trace.Tracer
}

// desk is what one chart needs while it is drawn; it is used again.
type desk struct {
	canvas  *raster.Canvas
	encoder palette.Encoder
}

func newDesk() *desk { return &desk{canvas: raster.NewCanvas(figure.Width, figure.Height)} }

// New makes a renderer; Close it in the end.
func New(settings Settings) *Renderer {
	return &Renderer{
		slots:  newSlots(settings.Parallel),
		cache:  newCache(settings.CacheTime),
		desks:  sync.Pool{New: func() any { return newDesk() }},
		tracer: otel.Tracer("github.com/catalyst-bot/mesh/services/chart/internal/render"),
	}
}

// Close ends the upkeep of the cache.
func (r *Renderer) Close() { r.cache.pictures.StopAllGoroutines() }

// Render draws a chart. Its error is ErrBusy, wraps figure.ErrInput, or is that
// of a caller who left.
func (r *Renderer) Render(ctx context.Context, in figure.Input) (Picture, error) {
	ctx, span := r.tracer.Start(ctx, "render chart", trace.WithAttributes(
		attribute.String("catalyst.symbol", in.Symbol), attribute.String("catalyst.timeframe", in.Timeframe.String()),
		attribute.Int("catalyst.bars", len(in.Bars))))
	defer span.End()
	picture, err := r.renderInTurn(ctx, in)
	if err != nil {
		span.SetStatus(otelcodes.Error, err.Error())
		return Picture{}, err
	}
	span.SetAttributes(attribute.Int("catalyst.png.bytes", len(picture.PNG)))
	return picture, nil
}

// renderInTurn answers from the cache, or draws once a slot is free.
func (r *Renderer) renderInTurn(ctx context.Context, in figure.Input) (Picture, error) {
	if err := in.Validate(); err != nil {
		return Picture{}, err
	}
	k := keyOf(in)
	if picture, ok := r.cache.get(k); ok {
		trace.SpanFromContext(ctx).SetAttributes(attribute.Bool("catalyst.cached", true))
		return picture, nil
	}
	if err := r.enter(ctx); err != nil {
		return Picture{}, err
	}
	defer r.slots.leave()
	trace.SpanFromContext(ctx).AddEvent("slot taken")
	picture, err := r.draw(in)
	if err == nil {
		r.cache.put(k, picture)
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

func (r *Renderer) draw(in figure.Input) (Picture, error) {
	chart, err := figure.Build(in)
	if err != nil {
		return Picture{}, err
	}
	at, _ := r.desks.Get().(*desk)
	defer r.desks.Put(at)
	png, err := at.encoder.Encode(at.canvas.Draw(chart.Scene), chart.AltText)
	if err != nil {
		return Picture{}, fmt.Errorf("encode chart: %w", err)
	}
	return Picture{PNG: png, AltText: chart.AltText}, nil
}
