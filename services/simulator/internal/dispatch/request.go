package dispatch

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// maxAnswer is the largest answer read, in bytes.
const maxAnswer = 1 << 20

// interaction makes a new one with its own secret and trace.
func (d *Dispatcher) interaction(kind rules.Kind, text string) channel.Interaction {
	id := d.ids.Next(d.now())
	secret := make([]byte, 48)
	_, _ = rand.Read(secret) // never fails
	token := base64.RawURLEncoding.EncodeToString([]byte("interaction:" + id + ":" + hex.EncodeToString(secret)))
	return channel.Interaction{ID: id, Token: token, Kind: kind, Prompt: text, TraceID: random(16)}
}

func random(length int) string {
	raw := make([]byte, length)
	_, _ = rand.Read(raw) // never fails
	raw[0] |= 1           // all zeros would be no id
	return hex.EncodeToString(raw)
}

// sealed is a body with the headers that prove where it comes from.
type sealed struct {
	body                 []byte
	signature, timestamp string
}

func (d *Dispatcher) seal(body []byte, at time.Time) sealed {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	return sealed{body, d.signer.Sign(timestamp, body), timestamp}
}

// reply is what the endpoint answered.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// post sends a request as Discord does. The traceparent is the simulator's own
// addition: it lets the page show the trace of each message.
func (d *Dispatcher) post(ctx context.Context, s sealed, traceID string) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, d.limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.endpoint, bytes.NewReader(s.body))
	if err != nil {
		return reply{}, fmt.Errorf("build request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	req.Header.Set("Traceparent", "00-"+traceID+"-"+random(8)+"-01")
	if s.signature != "" {
		req.Header.Set("X-Signature-Ed25519", s.signature)
		req.Header.Set("X-Signature-Timestamp", s.timestamp)
	}
	res, err := d.http.Do(req)
	if err != nil {
		return reply{}, fmt.Errorf("post interaction: %w", withoutURL(err))
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return reply{}, fmt.Errorf("read answer: %w", err)
	}
	return reply{res.StatusCode, res.Header, body}, nil
}

// withoutURL keeps messages short; the endpoint is in the settings.
func withoutURL(err error) error {
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		return urlErr.Err
	}
	return err
}

// judgeHTTP checks what is around the body of a first answer.
func judgeHTTP(r reply) []rules.Violation {
	if r.status != http.StatusOK {
		return []rules.Violation{{Code: rules.CodeHTTP, Text: fmt.Sprintf("the endpoint answered HTTP %d; Discord wants 200", r.status)}}
	}
	kind, _, err := mime.ParseMediaType(r.header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return []rules.Violation{{Code: rules.CodeHTTP, Text: fmt.Sprintf("the answer has Content-Type %q; Discord wants application/json", kind)}}
	}
	return nil
}
