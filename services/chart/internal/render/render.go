// Package render makes PNGs of charts, a bounded number at a time.
package render

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/palette"
	"github.com/catalyst-bot/mesh/services/chart/internal/raster"
)

// ErrBusy is returned when no slot came free in the caller's time.
var ErrBusy = errors.New("too many charts are being drawn")

// Picture is a drawn chart.
type Picture struct {
	// PNG is the file, 1200 x 800 pixels.
	PNG []byte
	// AltText describes it.
	AltText string
}

// Renderer draws charts. Make one with New.
type Renderer struct {
	slots    chan struct{}
	canvases sync.Pool
	tracer   trace.Tracer
}

// New makes a renderer that draws at most limit charts at a time.
func New(limit int) *Renderer {
	return &Renderer{
		slots:    make(chan struct{}, max(1, limit)),
		canvases: sync.Pool{New: func() any { return raster.NewCanvas(figure.Width, figure.Height) }},
		tracer:   otel.Tracer("render"),
	}
}

// Render draws a chart. Its error is ErrBusy, or wraps figure.ErrInput.
func (r *Renderer) Render(ctx context.Context, in figure.Input) (Picture, error) {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return Picture{}, ErrBusy
	}
	_, span := r.tracer.Start(ctx, "render chart", trace.WithAttributes(
		attribute.String("catalyst.symbol", in.Symbol), attribute.String("catalyst.timeframe", in.Timeframe.String()),
		attribute.Int("catalyst.bars", len(in.Bars))))
	defer span.End()
	picture, err := r.draw(in)
	span.SetAttributes(attribute.Int("catalyst.png.bytes", len(picture.PNG)))
	return picture, err
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
