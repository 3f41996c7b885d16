package parameters

import (
	"context"
	"log/slog"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
)

// Show sets the metric of the revision in use: a change is in force everywhere
// once every service, the admin service too, shows the same.
func Show(ctx context.Context, revision int64) {
	gauge, err := otel.Meter("parameters").Int64Gauge("catalyst.parameters.revision",
		metric.WithDescription("Revision of the parameters in use."))
	if err != nil {
		slog.WarnContext(ctx, "revision of the parameters not shown", "error", err)
		return
	}
	gauge.Record(ctx, revision)
}
