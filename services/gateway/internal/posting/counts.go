package posting

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// counts measure what became of posts.
type counts struct {
	ends     metric.Int64Counter
	duration metric.Float64Histogram
}

func newCounts() (*counts, error) {
	meter := otel.Meter("posting")
	ends, err := meter.Int64Counter("catalyst.posts",
		metric.WithDescription("Tries to post what nobody asked for, by kind and result."))
	duration, err2 := meter.Float64Histogram("catalyst.post.duration",
		metric.WithUnit("s"), metric.WithDescription("Time from what came to be posted until it was."),
		metric.WithExplicitBucketBoundaries(.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 900))
	return &counts{ends, duration}, errors.Join(err, err2)
}

// words of the results in metrics.
var words = map[Result]string{Posted: "posted", GivenUp: "given_up", Again: "again"}

func (c *counts) ended(ctx context.Context, kind string, result Result, p *Post) {
	c.ends.Add(ctx, 1, metric.WithAttributes(attribute.String("kind", kind), attribute.String("result", words[result])))
	if result == Posted {
		c.duration.Record(ctx, time.Since(p.Begun).Seconds(), metric.WithAttributes(attribute.String("kind", kind)))
	}
}
