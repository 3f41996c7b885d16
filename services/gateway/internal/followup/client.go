// Package followup writes messages that are not first answers: it changes those
// of an interaction that was acknowledged, by the webhook its token opens, and
// posts to channels by the bot token. It keeps to Discord's limits.
package followup

import (
	"bytes"
	"context"
	"encoding/json"
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
// secret, so paths reach neither spans nor errors. All of a process share one,
// as Discord counts its requests together.
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
	return c.send(ctx, request{
		method: http.MethodPatch, template: originalTemplate, limit: in.ID, body: body,
		path: "/webhooks/" + in.ApplicationID.String() + "/" + url.PathEscape(in.Token.Reveal()) + "/messages/@original",
	})
}

// request is one request to Discord.
type request struct {
	// path may hold a secret; template stands for it where it is seen.
	method, path, template string
	// limit names what Discord counts the request against.
	limit interaction.Snowflake
	body  message.Body
	// authorize adds what the request needs to be let in; nil for nothing.
	authorize func(http.Header)
	// out is what the answer is decoded into; nil to leave it.
	out any
}

// send sends a request, unless Discord asked not to.
func (c *Client) send(ctx context.Context, r request) error {
	ctx, span := c.tracer.Start(ctx, r.method+" "+r.template, trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(semconv.HTTPRequestMethodKey.String(r.method), semconv.URLTemplate(r.template),
			semconv.HTTPRequestBodySize(len(r.body.Data))))
	defer span.End()
	err := c.limited(ctx, r, span)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

func (c *Client) limited(ctx context.Context, r request, span trace.Span) error {
	if wait := c.limits.take(r.limit); wait > 0 {
		return &Error{RetryAfter: wait, Withheld: true}
	}
	failure := c.exchange(ctx, r)
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

func (c *Client) exchange(ctx context.Context, r request) *Error {
	req, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, bytes.NewReader(r.body.Data))
	if err != nil {
		return &Error{err: errors.New("the URL of a request to Discord cannot be built")}
	}
	if len(r.body.Data) > 0 {
		req.Header.Set("Content-Type", r.body.ContentType)
	}
	req.Header.Set("User-Agent", userAgent)
	if r.authorize != nil {
		r.authorize(req.Header)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return &Error{err: withoutURL(err)}
	}
	defer res.Body.Close()
	c.limits.learn(r.limit, res.Header)
	if res.StatusCode/100 == 2 && r.out == nil {
		return nil
	}
	reply, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	if res.StatusCode/100 == 2 {
		return decode(reply, err, r.out)
	}
	failure := refusal(res, reply)
	failure.err = err
	return failure
}

// decode reads an answer; one that cannot be read is as good as none.
func decode(reply []byte, err error, out any) *Error {
	if err == nil && json.Unmarshal(reply, out) != nil {
		err = errors.New("the answer cannot be read")
	}
	if err != nil {
		return &Error{err: err}
	}
	return nil
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
