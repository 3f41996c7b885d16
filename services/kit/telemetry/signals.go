package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/contrib/exporters/autoexport"
	"go.opentelemetry.io/otel"
	otelprometheus "go.opentelemetry.io/otel/exporters/prometheus"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

// flushLimit bounds the last export; a dead collector must not hold a stop.
const flushLimit = 2 * time.Second

func (t *Telemetry) startTraces(ctx context.Context, res *resource.Resource) error {
	options := []trace.TracerProviderOption{trace.WithResource(res)}
	if configured("TRACES") {
		exporter, err := autoexport.NewSpanExporter(ctx)
		if err != nil {
			return fmt.Errorf("OTEL_TRACES_EXPORTER: %w", err)
		}
		options = append(options, trace.WithBatcher(exporter))
	}
	provider := trace.NewTracerProvider(options...)
	otel.SetTracerProvider(provider)
	t.stops.Push("traces", provider.Shutdown)
	return nil
}

func (t *Telemetry) startMetrics(ctx context.Context, res *resource.Resource) error {
	scrape, err := otelprometheus.New(otelprometheus.WithRegisterer(t.registry))
	if err != nil {
		return fmt.Errorf("start metrics: %w", err)
	}
	options := []metric.Option{metric.WithResource(res), metric.WithReader(scrape)}
	if configured("METRICS") {
		reader, err := autoexport.NewMetricReader(ctx)
		if err != nil {
			return fmt.Errorf("OTEL_METRICS_EXPORTER: %w", err)
		}
		options = append(options, metric.WithReader(reader))
	}
	provider := metric.NewMeterProvider(options...)
	otel.SetMeterProvider(provider)
	t.stops.Push("metrics", provider.Shutdown)
	return nil
}

func (t *Telemetry) startLogs(ctx context.Context, res *resource.Resource) error {
	level, err := logLevel()
	if err != nil {
		return err
	}
	var handler slog.Handler = withTrace{slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level})}
	if configured("LOGS") {
		exporter, err := autoexport.NewLogExporter(ctx)
		if err != nil {
			return fmt.Errorf("OTEL_LOGS_EXPORTER: %w", err)
		}
		provider := sdklog.NewLoggerProvider(sdklog.WithResource(res),
			sdklog.WithProcessor(sdklog.NewBatchProcessor(exporter)))
		t.stops.Push("logs", provider.Shutdown)
		bridge := otelslog.NewHandler("catalyst", otelslog.WithLoggerProvider(provider))
		handler = slog.NewMultiHandler(handler, bridge)
	}
	slog.SetDefault(slog.New(handler))
	return nil
}

// logLevel reads LOG_LEVEL: debug, info, warn or error; info when unset.
func logLevel() (slog.Level, error) {
	var level slog.Level
	text := os.Getenv("LOG_LEVEL")
	if text == "" {
		return slog.LevelInfo, nil
	}
	if err := level.UnmarshalText([]byte(text)); err != nil {
		return level, fmt.Errorf("LOG_LEVEL: %q is not debug, info, warn or error", text)
	}
	return level, nil
}
