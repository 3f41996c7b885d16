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

// Renderer draws charts. Make one with New.
type Renderer struct {
	slots    chan struct{}
	canvases sync.Pool
	tracer   trace.Tracer
}

// New makes a renderer that draws at most limit charts at a time, at least 1.
func New(limit int) *Renderer {
	return &Renderer{
		slots:    make(chan struct{}, max(1, limit)),
		canvases: sync.Pool{New: func() any { return raster.NewCanvas(figure.Width, figure.Height) }},
		tracer:   otel.Tracer("github.com/catalyst-bot/mesh/services/chart/internal/render"),
	}
}

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

func (r *Renderer) renderInTurn(ctx context.Context, in figure.Input) (Picture, error) {
	if err := r.enter(ctx); err != nil {
		return Picture{}, err
	}
	defer func() { <-r.slots }()
	trace.SpanFromContext(ctx).AddEvent("slot taken")
	return r.draw(in)
}

// enter waits for a slot as long as the caller's time allows.
func (r *Renderer) enter(ctx context.Context) error {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadlineCause(ctx, deadline.Add(-reserve), ErrBusy)
		defer cancel()
	}
	select {
	case r.slots <- struct{}{}:
		return nil
	default:
	}
	select {
	case r.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for a slot: %w", context.Cause(ctx))
	}
}

func (r *Renderer) draw(in figure.Input) (Picture, error) {
	chart, err := figure.Build(in)
	if err != nil {
		return Picture{}, err
	}
	canvas, _ := r.canvases.Get().(*raster.Canvas)
	defer r.canvases.Put(canvas)
	png, err := palette.Encode(canvas.Draw(chart.Scene), chart.AltText)
	if err != nil {
		return Picture{}, fmt.Errorf("encode chart: %w", err)
	}
	return Picture{PNG: png, AltText: chart.AltText}, nil
}
