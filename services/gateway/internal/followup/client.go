// Package followup edits and adds messages after an interaction was
// acknowledged, by the webhook its token opens.
package followup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
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
	followUpTemplate = "/webhooks/{application.id}/{interaction.token}"
)

// Client talks to Discord's webhook endpoints. The token in their path is a
// secret, so paths reach neither spans nor errors.
type Client struct {
	base   string
	http   *http.Client
	tracer trace.Tracer
}

// NewClient makes a client of the API at base, such as
// "https://discord.com/api/v10".
func NewClient(base string) (*Client, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "https" && parsed.Scheme != "http") {
		return nil, errors.New("the Discord API base is an http or https URL")
	}
	return &Client{
		base: strings.TrimSuffix(base, "/"),
		http: &http.Client{
			Timeout: callLimit,
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse // a redirect would carry the token elsewhere
			},
		},
		tracer: otel.Tracer("followup"),
	}, nil
}

// Edit makes the original message of an interaction look like m. It may be
// repeated.
func (c *Client) Edit(ctx context.Context, in interaction.Interaction, m message.Message) error {
	body, err := m.Edit()
	if err != nil {
		return err
	}
	path := "/webhooks/" + in.ApplicationID.String() + "/" + url.PathEscape(in.Token.Reveal()) + "/messages/@original"
	return c.send(ctx, http.MethodPatch, path, originalTemplate, body)
}

// Whisper adds a message only the invoker sees. It must not be repeated once
// Discord may have taken it.
func (c *Client) Whisper(ctx context.Context, in interaction.Interaction, m message.Message) error {
	body, err := m.FollowUp(true)
	if err != nil {
		return err
	}
	path := "/webhooks/" + in.ApplicationID.String() + "/" + url.PathEscape(in.Token.Reveal())
	return c.send(ctx, http.MethodPost, path, followUpTemplate, body)
}

func (c *Client) send(ctx context.Context, method, path, template string, body message.Body) error {
	ctx, span := c.tracer.Start(ctx, method+" "+template, trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(semconv.HTTPRequestMethodKey.String(method), semconv.URLTemplate(template),
			semconv.HTTPRequestBodySize(len(body.Data))))
	defer span.End()
	err := c.exchange(ctx, method, path, body, span)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

func (c *Client) exchange(ctx context.Context, method, path string, body message.Body, span trace.Span) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body.Data))
	if err != nil {
		return errors.New("the webhook URL of the interaction cannot be built")
	}
	req.Header.Set("Content-Type", body.ContentType)
	req.Header.Set("User-Agent", userAgent)
	res, err := c.http.Do(req)
	if err != nil {
		return &Error{err: withoutURL(err)}
	}
	defer res.Body.Close()
	span.SetAttributes(semconv.HTTPResponseStatusCode(res.StatusCode))
	reply, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	if res.StatusCode/100 == 2 {
		return nil
	}
	failure := refusal(res, reply)
	failure.err = err
	span.SetAttributes(attribute.Int("discord.error_code", failure.Code))
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

// refusal reads an error reply; it need not be JSON.
func refusal(res *http.Response, reply []byte) *Error {
	var body struct {
		Code       int     `json:"code"`
		RetryAfter float64 `json:"retry_after"`
	}
	_ = json.Unmarshal(reply, &body)
	wait, _ := time.ParseDuration(res.Header.Get("Retry-After") + "s")
	if fromBody := time.Duration(body.RetryAfter * float64(time.Second)); fromBody > wait {
		wait = fromBody
	}
	return &Error{Status: res.StatusCode, Code: body.Code, RetryAfter: wait}
}

// Error is a request that Discord did not take.
type Error struct {
	// Status is the HTTP status; 0 when there was no answer.
	Status int
	// Code is Discord's own error code; 0 when there was none.
	Code int
	// RetryAfter is the wait Discord asked for; 0 when it asked for none.
	RetryAfter time.Duration
	err        error
}

// Error tells status and code, never the URL.
func (e *Error) Error() string {
	if e.Status == 0 {
		return fmt.Sprintf("Discord cannot be reached: %v", e.err)
	}
	return fmt.Sprintf("Discord answered %d, code %d", e.Status, e.Code)
}

// Unwrap returns the network error, if any.
func (e *Error) Unwrap() error { return e.err }
