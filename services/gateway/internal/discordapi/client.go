// Package discordapi talks to the part of Discord's REST API that a bot token
// opens: the application itself, its commands and its guilds.
package discordapi

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
)

const (
	// UserAgent is required; Cloudflare blocks requests without it.
	UserAgent = "DiscordBot (https://github.com/catalyst-bot/mesh, 1.0)"
	// callLimit bounds one HTTP request.
	callLimit = 10 * time.Second
	// maxReply is the most of a reply that is read, in bytes. The longest is
	// the list of an application's commands in every language.
	maxReply = 16 << 20
)

// Client calls Discord for one bot.
type Client struct {
	base  string
	token Token
	http  *http.Client
}

// NewClient makes a client of the API at base, such as
// "https://discord.com/api/v10".
func NewClient(base string, token Token) (*Client, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" || (parsed.Scheme != "https" && parsed.Scheme != "http") {
		return nil, errors.New("the Discord API base is an http or https URL")
	}
	return &Client{
		base: strings.TrimSuffix(base, "/"), token: token,
		http: &http.Client{
			Timeout: callLimit,
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse // a redirect would carry the token elsewhere
			},
		},
	}, nil
}

// Do calls the path with in as its JSON body, or none when in is nil, and
// decodes the answer into out unless that is nil. The call must be one that may
// be repeated: a rate limit is waited out, trouble of Discord's is tried again,
// both within patience. The error is an *Error when Discord did not do it.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("encode the request: %w", err)
		}
	}
	return retry(ctx, func() error { return c.exchange(ctx, method, path, body, out) })
}

func (c *Client) exchange(ctx context.Context, method, path string, body []byte, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("build the request: %w", err)
	}
	c.token.Authorize(req.Header)
	req.Header.Set("User-Agent", UserAgent)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		return &Error{err: err}
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(res.Body, maxReply))
	if res.StatusCode/100 != 2 {
		return refusal(res, reply)
	}
	if err != nil {
		return &Error{err: err}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(reply, out); err != nil {
		return fmt.Errorf("decode Discord's answer to %s %s: %w", method, path, err)
	}
	return nil
}
