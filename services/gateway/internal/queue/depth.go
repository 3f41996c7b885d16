package queue

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
)

// measure shows operators how many interactions are promised and not finished,
// by any gateway.
func (q *Queue) measure() error {
	_, err := otel.Meter("queue").Int64ObservableGauge("catalyst.queue.depth",
		metric.WithDescription("Deferred interactions that are not finished."),
		metric.WithInt64Callback(func(ctx context.Context, o metric.Int64Observer) error {
			depth, err := q.depth(ctx)
			if err == nil {
				o.Observe(depth)
			}
			return err
		}))
	return err
}

func (q *Queue) depth(ctx context.Context) (int64, error) {
	jobs, err := q.js.Stream(ctx, stream)
	if err != nil {
		return 0, fmt.Errorf("look into stream %s: %w", stream, err)
	}
	return int64(jobs.CachedInfo().State.Msgs), nil //nolint:gosec // a count of messages
}
