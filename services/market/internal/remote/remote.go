// Package remote talks to the HTTP APIs of providers and trusts nothing they
// say before it was checked.
package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

const (
	// callLimit bounds one call, its body included.
	callLimit = 6 * time.Second
	// maxBody is more than the longest history of daily prices takes.
	maxBody = 32 << 20
)

// Config says how to reach a provider.
type Config struct {
	// URL is where its API begins, without a slash at the end.
	URL string
	// Header is sent with each request; it may hold the key.
	Header http.Header
	// Pace spreads calls over time; nil does not.
	Pace Pace
	// Private keeps addresses out of spans and errors, for those that hold what
	// people typed.
	Private bool
}

// Pace is waited for before each request.
type Pace interface {
	Wait(ctx context.Context) error
}

// Client calls one provider.
type Client struct {
	config Config
	http   *http.Client
}

// New makes a client.
func New(config Config) *Client {
	transport := Transport()
	if config.Private {
		transport = http.DefaultTransport
	}
	return &Client{config: config, http: &http.Client{
		Transport: transport, Timeout: callLimit, CheckRedirect: stay,
	}}
}

// Transport makes every request a span. It tells other people's servers nothing
// about our traces.
func Transport() http.RoundTripper {
	return otelhttp.NewTransport(http.DefaultTransport,
		otelhttp.WithPropagators(propagation.NewCompositeTextMapPropagator()))
}

// stay keeps the key with the server it is meant for.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// JSON reads what is at the path into a value. Its errors are those of Check,
// provider.ErrGarbled for a body that is no such JSON, and those of net/http.
func (c *Client) JSON(ctx context.Context, path string, query url.Values, into any) error {
	if c.config.Pace != nil {
		if err := c.config.Pace.Wait(ctx); err != nil {
			return err
		}
	}
	address := c.config.URL + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	for name, values := range c.config.Header {
		request.Header[name] = values
	}
	response, err := c.http.Do(request)
	if whole := (*url.Error)(nil); c.config.Private && errors.As(err, &whole) {
		return fmt.Errorf("send request: %w", whole.Err)
	}
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if err := Check(response); err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if len(body) > maxBody {
		return fmt.Errorf("%w: it is longer than %d bytes", provider.ErrGarbled, maxBody)
	}
	if err := json.Unmarshal(body, into); err != nil {
		// The cause may quote what was sent.
		return fmt.Errorf("%w: %T expected", provider.ErrGarbled, into)
	}
	return nil
}

// Check returns the error an answer stands for, nil when it may hold data.
func Check(response *http.Response) error {
	switch code := response.StatusCode; {
	case code == http.StatusNotFound:
		return provider.ErrNoData
	case code == http.StatusUnauthorized, code == http.StatusForbidden, code == http.StatusPaymentRequired:
		return fmt.Errorf("%w: HTTP %d", provider.ErrKey, code)
	case code == http.StatusTooManyRequests:
		return &provider.LimitError{RetryAfter: retryAfter(response.Header.Get("Retry-After"), time.Now())}
	case code != http.StatusOK:
		return fmt.Errorf("HTTP %d", code)
	case !strings.Contains(response.Header.Get("Content-Type"), "json"):
		return fmt.Errorf("%w: it is %q", provider.ErrGarbled, response.Header.Get("Content-Type"))
	default:
		return nil
	}
}
