// Package telemetry starts traces, metrics and logs as the standard OTEL_*
// variables say. Without them a service runs all the same: spans still carry
// ids, logs go to standard error, metrics are there to be scraped.
package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"

	"github.com/catalyst-bot/mesh/services/kit/lifecycle"
)

// Telemetry is the running telemetry of one process.
type Telemetry struct {
	stops    lifecycle.Stack
	registry *prometheus.Registry
}

// Start sets the global tracer, meter and logger for the named service.
// Exporters connect in the background: a missing collector does not fail it.
func Start(ctx context.Context, service string) (*Telemetry, error) {
	res, err := resource.New(ctx,
		resource.WithAttributes(semconv.ServiceNamespace("catalyst"), semconv.ServiceName(service)),
		resource.WithProcessPID(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("describe the process for telemetry: %w", err)
	}
	t := &Telemetry{registry: prometheus.NewRegistry()}
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(
		propagation.TraceContext{}, propagation.Baggage{}))
	for _, start := range []func(context.Context, *resource.Resource) error{
		t.startLogs, t.startTraces, t.startMetrics,
	} {
		if err := start(ctx, res); err != nil {
			return nil, err
		}
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		slog.Debug("telemetry", "error", err)
	}))
	return t, nil
}

// Metrics serves everything measured so far in the Prometheus format.
func (t *Telemetry) Metrics() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{})
}

// Stop sends what is still held back.
func (t *Telemetry) Stop(ctx context.Context) error {
	deadline, ok := ctx.Deadline()
	if !ok {
		return t.stops.Run(ctx, flushLimit)
	}
	return t.stops.Run(ctx, min(flushLimit, time.Until(deadline)))
}

// configured reports whether an exporter was chosen for the signal, either by
// name or by the address of a collector.
func configured(signal string) bool {
	for _, name := range []string{
		"OTEL_" + signal + "_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT",
	} {
		if os.Getenv(name) != "" {
			return true
		}
	}
	return false
}
