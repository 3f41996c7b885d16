// Package outcome measures what became of interactions.
package outcome

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// Ends of an interaction, as the metric labels them.
const (
	Answered = "answered"
	Deferred = "deferred"
	Finished = "finished"
	Failed   = "failed"
	// Superseded means that a newer click on the same message is shown.
	Superseded = "superseded"
	// Lost means that Discord took no answer.
	Lost = "lost"
)

// Recorder counts and times outcomes.
type Recorder struct {
	first, final metric.Float64Histogram
	budget       metric.Float64Histogram
	ended        metric.Int64Counter
}

// NewRecorder makes the instruments.
func NewRecorder() (*Recorder, error) {
	meter := otel.Meter("interactions")
	var r Recorder
	var errs [4]error
	r.first, errs[0] = meter.Float64Histogram("catalyst.interaction.first_answer.duration",
		metric.WithUnit("s"), metric.WithDescription("Time from receipt to the first answer."),
		metric.WithExplicitBucketBoundaries(.005, .01, .025, .05, .1, .25, .5, 1, 1.5, 2, 2.5, 3))
	r.final, errs[1] = meter.Float64Histogram("catalyst.interaction.final_edit.duration",
		metric.WithUnit("s"), metric.WithDescription("Time from receipt to the final edit of a deferred answer."),
		metric.WithExplicitBucketBoundaries(.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 840))
	r.ended, errs[2] = meter.Int64Counter("catalyst.interaction.outcomes",
		metric.WithDescription("Interactions by command and outcome."))
	r.budget, errs[3] = meter.Float64Histogram("catalyst.interaction.budget",
		metric.WithUnit("s"), metric.WithDescription("Time given to a command before it is deferred, and why."),
		metric.WithExplicitBucketBoundaries(0, .25, .5, 1, 1.25, 1.5, 1.75, 2))
	return &r, errors.Join(errs[:]...)
}

// Budget records the decision how long a command may take.
func (r *Recorder) Budget(ctx context.Context, command, why string, limit time.Duration) {
	r.budget.Record(ctx, limit.Seconds(),
		metric.WithAttributes(attribute.String("command", command), attribute.String("reason", why)))
}

// First records the first answer to an interaction.
func (r *Recorder) First(ctx context.Context, command, outcome string, receivedAt time.Time) {
	labels := metric.WithAttributes(attribute.String("command", command), attribute.String("outcome", outcome))
	r.first.Record(ctx, time.Since(receivedAt).Seconds(), labels)
	r.ended.Add(ctx, 1, labels)
}

// Final records the end of a deferred interaction.
func (r *Recorder) Final(ctx context.Context, command, outcome string, receivedAt time.Time) {
	labels := metric.WithAttributes(attribute.String("command", command), attribute.String("outcome", outcome))
	r.final.Record(ctx, time.Since(receivedAt).Seconds(), labels)
	r.ended.Add(ctx, 1, labels)
}
