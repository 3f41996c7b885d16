package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/seal"
)

const (
	stream   = "INTERACTIONS"
	subject  = "catalyst.interactions.deferred"
	consumer = "finisher"
	// ackWait is how long a job may be silent before another worker gets it.
	ackWait = 6 * time.Second
	// workLimit bounds one try at a job.
	workLimit = time.Minute
	// pullWait is how long one look into an empty queue takes; a stop waits for
	// it.
	pullWait = time.Second
	// parallel is how many jobs one gateway finishes at a time. Most of that time
	// it waits for others.
	parallel = 64
)

// Queue is the durable queue of deferred interactions.
type Queue struct {
	js     jetstream.JetStream
	box    *seal.Box
	tracer trace.Tracer
	held   holds
}

// Open prepares the stream and its consumer.
func Open(ctx context.Context, js jetstream.JetStream, box *seal.Box) (*Queue, error) {
	_, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: stream, Subjects: []string{subject}, Retention: jetstream.WorkQueuePolicy,
		Storage: jetstream.FileStorage, MaxAge: TokenLife, Duplicates: TokenLife,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare stream %s: %w", stream, err)
	}
	_, err = js.CreateOrUpdateConsumer(ctx, stream, jetstream.ConsumerConfig{
		Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy, AckWait: ackWait, MaxAckPending: 1024,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare consumer %s: %w", consumer, err)
	}
	q := &Queue{js: js, box: box, tracer: otel.Tracer("queue")}
	return q, q.measure()
}

// Publish stores a job. In this process its work is held back until Release,
// so that a result never overtakes the first answer.
func (q *Queue) Publish(ctx context.Context, in interaction.Interaction) error {
	ctx, span := q.tracer.Start(ctx, "publish "+subject, trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	msg, err := pack(ctx, in, q.box)
	if err != nil {
		return err
	}
	q.held.hold(in.ID)
	if _, err := q.js.PublishMsg(ctx, msg); err != nil {
		q.held.release(in.ID)
		return fmt.Errorf("publish job: %w", err)
	}
	return nil
}

// Release lets the work on a job begin, because its first answer is out.
func (q *Queue) Release(id interaction.Snowflake) { q.held.release(id) }

// Work finishes one job. A nil error removes the job; any other brings it back
// after Later.
type Work func(ctx context.Context, in interaction.Interaction) error

// Later asks for another try after a wait.
type Later struct{ Wait time.Duration }

// Error says how long the wait is.
func (l Later) Error() string { return "again in " + l.Wait.String() }

// Consume hands jobs to work until ctx is done, and then waits for the ones
// under way.
func (q *Queue) Consume(ctx context.Context, work Work) error {
	pull, err := q.js.Consumer(ctx, stream, consumer)
	if err != nil {
		return fmt.Errorf("find consumer: %w", err)
	}
	var running sync.WaitGroup
	defer running.Wait()
	slots := make(chan struct{}, parallel)
	for ctx.Err() == nil {
		// A job is pulled for a free slot only: one that waited here would be
		// taken for lost and handed out again.
		slots <- struct{}{}
		msg, err := pull.Next(jetstream.FetchMaxWait(pullWait))
		if err != nil {
			<-slots
			rest(ctx, err)
			continue
		}
		running.Go(func() {
			defer func() { <-slots }()
			q.do(ctx, msg, work)
		})
	}
	return nil
}

// rest keeps a queue that cannot be asked from being asked all the time. An
// empty one has made its caller wait already.
func rest(ctx context.Context, err error) {
	if errors.Is(err, nats.ErrTimeout) || ctx.Err() != nil {
		return
	}
	slog.WarnContext(ctx, "queue", "error", err)
	select {
	case <-ctx.Done():
	case <-time.After(pullWait):
	}
}

// do runs one delivery inside the trace the job was published from.
func (q *Queue) do(ctx context.Context, msg jetstream.Msg, work Work) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
	in, err := unpack(msg.Data(), q.box)
	if err != nil {
		slog.ErrorContext(ctx, "job dropped: it cannot be read", "error", err)
		_ = msg.Term()
		return
	}
	stop := keepAlive(ctx, msg)
	defer stop()
	if !q.held.wait(ctx, in) {
		_ = msg.NakWithDelay(0)
		return
	}
	// Work that has begun is finished even while the service stops.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), workLimit)
	defer cancel()
	ctx, span := q.tracer.Start(ctx, "process "+subject, trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	err = work(ctx, in)
	stop()
	settle(ctx, msg, err)
}

// keepAlive tells the queue that work goes on, until stopped. It may be stopped
// twice.
func keepAlive(ctx context.Context, msg jetstream.Msg) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var done sync.WaitGroup
	done.Go(func() {
		ticker := time.NewTicker(ackWait / 3)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				_ = msg.InProgress()
			}
		}
	})
	return func() { cancel(); done.Wait() }
}

func settle(ctx context.Context, msg jetstream.Msg, err error) {
	var later Later
	switch {
	case err == nil:
		err = msg.DoubleAck(context.WithoutCancel(ctx))
	case errors.As(err, &later):
		err = msg.NakWithDelay(later.Wait)
	default:
		slog.WarnContext(ctx, "job not finished, it comes back", "error", err)
		err = msg.NakWithDelay(time.Second)
	}
	if err != nil && !errors.Is(err, nats.ErrConnectionClosed) {
		slog.WarnContext(ctx, "queue did not take the outcome of a job", "error", err)
	}
}
