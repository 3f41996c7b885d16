package provider

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Traced makes every call of a provider a span.
func Traced(p Provider) Provider {
	return traced{Provider: p, tracer: otel.Tracer("provider")}
}

type traced struct {
	Provider
	tracer trace.Tracer
}

// Quote asks the provider inside a span.
func (t traced) Quote(ctx context.Context, s symbol.Symbol) (Quote, error) {
	ctx, span := t.start(ctx, "quote", s)
	defer span.End()
	quote, err := t.Provider.Quote(ctx, s)
	return quote, noted(span, err)
}

// Bars asks the provider inside a span.
func (t traced) Bars(ctx context.Context, s symbol.Symbol, tf timeframe.Timeframe, warmUp int) (Series, error) {
	ctx, span := t.start(ctx, "bars", s)
	defer span.End()
	series, err := t.Provider.Bars(ctx, s, tf, warmUp)
	span.SetAttributes(attribute.String("catalyst.timeframe", tf.String()),
		attribute.Int("catalyst.bars", len(series.Bars)))
	return series, noted(span, err)
}

func (t traced) start(ctx context.Context, call string, s symbol.Symbol) (context.Context, trace.Span) {
	return t.tracer.Start(ctx, "provider "+call, trace.WithAttributes(
		attribute.String("catalyst.provider", t.Name()), attribute.String("catalyst.symbol", s.String())))
}

func noted(span trace.Span, err error) error {
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}
