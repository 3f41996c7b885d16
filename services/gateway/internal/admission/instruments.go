package admission

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// instruments show operators who knocks, and with which key.
type instruments struct {
	failures, successes metric.Int64Counter
	skew                metric.Float64Histogram
}

func newInstruments() (instruments, error) {
	meter := otel.Meter("admission")
	var i instruments
	var errs [3]error
	i.failures, errs[0] = meter.Int64Counter("catalyst.verification.failures",
		metric.WithDescription("Requests turned away, by reason."))
	i.successes, errs[1] = meter.Int64Counter("catalyst.verification.successes",
		metric.WithDescription("Signed requests, by application and the beginning of its key."))
	i.skew, errs[2] = meter.Float64Histogram("catalyst.verification.skew",
		metric.WithUnit("s"), metric.WithDescription("Age of the timestamp of signed requests; negative when it is ahead."),
		metric.WithExplicitBucketBoundaries(-300, -60, -10, -5, -2, -1, 0, 1, 2, 5, 10, 60, 300))
	return i, errors.Join(errs[:]...)
}

func (i instruments) refused(ctx context.Context, why reason) {
	i.failures.Add(ctx, 1, metric.WithAttributes(attribute.String("reason", string(why))))
}

// signed records a request whose signature holds, fresh or not.
func (i instruments) signed(ctx context.Context, v verdict) {
	if v.key.public == nil {
		return
	}
	i.skew.Record(ctx, v.skew.Seconds())
	i.successes.Add(ctx, 1, metric.WithAttributes(
		attribute.String("application_id", v.key.application.String()), attribute.String("key", v.key.name)))
}
