// Package posting posts to channels what the back ends have to say by
// themselves: each thing once, whatever happens to the gateways that do it.
package posting

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

const (
	// claimWait is how long one look for something to post takes, claimLimit
	// bounds it.
	claimWait  = 20 * time.Second
	claimLimit = 25 * time.Second
	// awayPause comes after a back end did not answer.
	awayPause = time.Second
	// workLimit bounds one try; the claim is longer.
	workLimit = 25 * time.Second
	// settleLimit bounds telling the back end what became of it.
	settleLimit = 4 * time.Second
	// nonceTrust is how long after the first try the nonce surely counts.
	nonceTrust = 2 * time.Minute
	// closedPause is the time between tries at a channel that is closed to us.
	closedPause = time.Minute
	// faultPause comes before another try after a fault of ours.
	faultPause = 10 * time.Second
)

// Result is what became of a post.
type Result int

// The results. Their numbers are those of the PostingResult enums.
const (
	Posted Result = iota + 1
	GivenUp
	Again
)

// Post is one thing to post, claimed for a while.
type Post struct {
	// ID is unique among those of its source, Claim proves that it is ours.
	ID, Claim string
	// FirstClaim is when it was first claimed. Unless that is now, it may have
	// been posted already.
	FirstClaim time.Time
	// Begun is when it came to be.
	Begun time.Time
	// Trace is the W3C trace context it came from; may be empty.
	Trace string
	// Mark is the id of a button that no other message has.
	Mark string
	// Build makes the message.
	Build func(ctx context.Context) message.Message
}

// Source has things to post.
type Source interface {
	// Claim waits for one; nil when none came.
	Claim(ctx context.Context, wait time.Duration) (*Post, error)
	// Settle says what became of one. With Again it is claimed after the wait.
	Settle(ctx context.Context, p *Post, result Result, wait time.Duration) error
}

// Channels is Discord. Its errors are those of followup.Channels.
type Channels interface {
	Post(ctx context.Context, channel interaction.Snowflake, m message.Message, nonce string) error
	Shows(ctx context.Context, channel interaction.Snowflake, customID string) (bool, error)
}

// Poster posts what one source has to one channel. Use New.
type Poster struct {
	kind     string
	source   Source
	channels Channels
	channel  interaction.Snowflake
	tracer   trace.Tracer
	counts   *counts
}

// New makes a poster. The kind names what it posts, in spans and metrics.
func New(kind string, source Source, channels Channels, channel interaction.Snowflake) (*Poster, error) {
	counts, err := newCounts()
	if err != nil {
		return nil, err
	}
	return &Poster{kind, source, channels, channel, otel.Tracer("posting"), counts}, nil
}

// Run posts until ctx is done.
func (p *Poster) Run(ctx context.Context) error {
	away := false
	for ctx.Err() == nil {
		post, err := p.claim(ctx)
		if err != nil {
			if !away && ctx.Err() == nil { // once, and not for each try
				slog.WarnContext(ctx, "nothing can be claimed for now, trying again", "kind", p.kind, "error", err)
			}
			away = true
			rest(ctx, awayPause)
			continue
		}
		away = false
		if post != nil {
			rest(ctx, p.do(ctx, post))
		}
	}
	return nil
}

func (p *Poster) claim(ctx context.Context) (*Post, error) {
	ctx, cancel := context.WithTimeout(ctx, claimLimit)
	defer cancel()
	return p.source.Claim(ctx, claimWait)
}

func rest(ctx context.Context, pause time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
}

// do posts one thing within the trace it came from, and returns how long to rest
// then. What was begun is finished even while the gateway stops.
func (p *Poster) do(ctx context.Context, post *Post) time.Duration {
	ctx = propagation.TraceContext{}.Extract(context.WithoutCancel(ctx), propagation.MapCarrier{"traceparent": post.Trace})
	ctx, span := p.tracer.Start(ctx, "post "+p.kind, trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	err := p.show(ctx, post)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	result, wait := p.judge(ctx, post, err)
	p.counts.ended(ctx, p.kind, result, post)
	settling, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	if err := p.source.Settle(settling, post, result, wait); err != nil { // its claim ends, and the nonce holds the next one
		slog.WarnContext(ctx, "a post was not settled", "kind", p.kind, "id", post.ID, "error", err)
	}
	if errors.Is(err, followup.ErrGone) {
		return closedPause
	}
	return 0
}

// show posts unless that was done.
func (p *Poster) show(ctx context.Context, post *Post) error {
	ctx, cancel := context.WithTimeout(ctx, workLimit)
	defer cancel()
	if time.Since(post.FirstClaim) > nonceTrust {
		shown, err := p.channels.Shows(ctx, p.channel, post.Mark)
		if err != nil || shown {
			return err
		}
	}
	m := post.Build(ctx)
	err := p.channels.Post(ctx, p.channel, m, nonce(p.kind, post.ID))
	if errors.Is(err, followup.ErrRefused) && m.File != nil {
		return p.channels.Post(ctx, p.channel, m.WithoutFile(), nonce(p.kind, post.ID))
	}
	return err
}

// judge says what a failure means for the post.
func (p *Poster) judge(ctx context.Context, post *Post, err error) (Result, time.Duration) {
	var later *followup.Later
	switch {
	case err == nil:
		return Posted, 0
	case errors.Is(err, followup.ErrRefused):
		slog.ErrorContext(ctx, "Discord refuses what was to be posted; it is given up", "kind", p.kind, "id", post.ID, "error", err)
		return GivenUp, 0
	case errors.Is(err, followup.ErrGone):
		slog.ErrorContext(ctx, "the bot cannot post to the channel; look at its id and the bot's permissions there",
			"kind", p.kind, "channel", p.channel, "error", err, "again_in", closedPause)
		return Again, closedPause
	case errors.As(err, &later):
		slog.WarnContext(ctx, "not posted yet, trying again", "kind", p.kind, "id", post.ID, "error", err)
		return Again, later.Wait
	default:
		slog.ErrorContext(ctx, "not posted yet, trying again", "kind", p.kind, "id", post.ID, "error", err)
		return Again, faultPause
	}
}

// nonce is the same for every try at the same post, and 24 characters long.
func nonce(kind, id string) string {
	sum := sha256.Sum256([]byte(kind + " " + id))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}
