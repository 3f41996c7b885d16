// Package followup changes messages after an interaction was acknowledged, by
// the webhook its token opens. It keeps to Discord's limits.
package followup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

const (
	// userAgent is required; Cloudflare blocks requests without it.
	userAgent = "DiscordBot (https://github.com/catalyst-bot/mesh, 1.0)"
	// callLimit bounds one HTTP request.
	callLimit = 10 * time.Second
	// maxReply is the most of a reply that is read, in bytes.
	maxReply = 1 << 20

	originalTemplate = "/webhooks/{application.id}/{interaction.token}/messages/@original"
)

// Client talks to Discord's webhook endpoints. The token in their path is a
// secret, so paths reach neither spans nor errors.
type Client struct {
	base     string
	http     *http.Client
	tracer   trace.Tracer
	limits   *limits
	requests metric.Int64Counter
}

// NewClient makes a client of the API at base, such as
// "https://discord.com/api/v10".
func NewClient(base string) (*Client, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "https" && parsed.Scheme != "http") {
		return nil, errors.New("the Discord API base is an http or https URL")
	}
	limits := newLimits()
	requests, err := instruments(limits)
	if err != nil {
		return nil, err
	}
	return &Client{
		base:   strings.TrimSuffix(base, "/"),
		tracer: otel.Tracer("followup"), limits: limits, requests: requests,
		http: &http.Client{
			Timeout: callLimit,
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse // a redirect would carry the token elsewhere
			},
		},
	}, nil
}

// instruments shows operators how Discord takes the requests and how far the
// ban for invalid ones is.
func instruments(l *limits) (metric.Int64Counter, error) {
	meter := otel.Meter("followup")
	_, err := meter.Int64ObservableGauge("catalyst.discord.invalid_requests",
		metric.WithDescription("Invalid requests of the last 10 minutes; Discord bans the address at 10,000."),
		metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
			o.Observe(int64(l.invalidCount()))
			return nil
		}))
	if err != nil {
		return nil, err
	}
	return meter.Int64Counter("catalyst.discord.requests",
		metric.WithDescription("Requests to Discord by status and error code; status 0 is no answer."))
}

// Edit makes the original message of an interaction look like m. It may be
// repeated.
func (c *Client) Edit(ctx context.Context, in interaction.Interaction, m message.Message) error {
	body, err := m.Edit()
	if err != nil {
		return err
	}
	return c.patchOriginal(ctx, in, body)
}

// Notice puts a text above the original message and leaves the rest as it is.
// It may be repeated.
func (c *Client) Notice(ctx context.Context, in interaction.Interaction, text string) error {
	return c.patchOriginal(ctx, in, message.Notice(text))
}

// patchOriginal sends one request, unless Discord asked not to.
func (c *Client) patchOriginal(ctx context.Context, in interaction.Interaction, body message.Body) error {
	ctx, span := c.tracer.Start(ctx, http.MethodPatch+" "+originalTemplate, trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(semconv.HTTPRequestMethodKey.String(http.MethodPatch), semconv.URLTemplate(originalTemplate),
			semconv.HTTPRequestBodySize(len(body.Data))))
	defer span.End()
	err := c.limited(ctx, in, body, span)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

func (c *Client) limited(ctx context.Context, in interaction.Interaction, body message.Body, span trace.Span) error {
	if wait := c.limits.take(in.ID); wait > 0 {
		return &Error{RetryAfter: wait, Withheld: true}
	}
	failure := c.exchange(ctx, in, body)
	if failure == nil {
		span.SetAttributes(semconv.HTTPResponseStatusCode(http.StatusOK))
		c.count(ctx, http.StatusOK, 0)
		return nil
	}
	c.limits.failed(failure)
	c.count(ctx, failure.Status, failure.Code)
	span.SetAttributes(semconv.HTTPResponseStatusCode(failure.Status), attribute.Int("discord.error_code", failure.Code))
	if len(failure.Paths) > 0 {
		span.SetAttributes(attribute.StringSlice("discord.error_paths", failure.Paths))
	}
	return failure
}

func (c *Client) count(ctx context.Context, status, code int) {
	c.requests.Add(ctx, 1, metric.WithAttributes(attribute.Int("status", status), attribute.Int("code", code)))
}

func (c *Client) exchange(ctx context.Context, in interaction.Interaction, body message.Body) *Error {
	address := c.base + "/webhooks/" + in.ApplicationID.String() + "/" + url.PathEscape(in.Token.Reveal()) + "/messages/@original"
	req, err := http.NewRequestWithContext(ctx, http.MethodPatch, address, bytes.NewReader(body.Data))
	if err != nil {
		return &Error{err: errors.New("the webhook URL of the interaction cannot be built")}
	}
	req.Header.Set("Content-Type", body.ContentType)
	req.Header.Set("User-Agent", userAgent)
	res, err := c.http.Do(req)
	if err != nil {
		return &Error{err: withoutURL(err)}
	}
	defer res.Body.Close()
	c.limits.learn(in.ID, res.Header)
	if res.StatusCode/100 == 2 {
		return nil
	}
	reply, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	failure := refusal(res, reply)
	failure.err = err
	return failure
}

// withoutURL drops the URL that net/http puts into its errors: it holds the
// token.
func withoutURL(err error) error {
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		return urlErr.Err
	}
	return err
}
