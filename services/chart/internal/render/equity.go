package render

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
)

// RenderEquity draws an account as a PNG. Its errors are those of Render.
func (r *Renderer) RenderEquity(ctx context.Context, e figure.Equity) (Picture, error) {
	ctx, span := r.tracer.Start(ctx, "render equity", trace.WithAttributes(
		attribute.String("catalyst.symbol", e.Symbol), attribute.Int("catalyst.days", len(e.Days)), attribute.Int("catalyst.trades", len(e.Trades))))
	defer span.End()
	picture, err := r.equity(ctx, e)
	if err != nil {
		span.SetStatus(otelcodes.Error, err.Error())
	}
	return picture, err
}

func (r *Renderer) equity(ctx context.Context, e figure.Equity) (Picture, error) {
	if err := r.enter(ctx); err != nil {
		return Picture{}, err
	}
	defer r.slots.leave()
	pool := r.desks.of(e.Size)
	at, _ := pool.Get().(*desk)
	defer pool.Put(at)
	drawn, err := figure.BuildEquity(&at.scene, e)
	if err != nil {
		return Picture{}, err
	}
	data, err := at.encoder.Encode(at.canvas.Draw(drawn.Scene), drawn.AltText)
	if err != nil {
		return Picture{}, fmt.Errorf("encode equity: %w", err)
	}
	return Picture{Data: data, AltText: drawn.AltText}, nil
}
