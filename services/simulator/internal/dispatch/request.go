package dispatch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// maxAnswer is the largest answer read, in bytes.
const maxAnswer = 1 << 20

// errDropped ends an exchange whose answer the simulator was told to lose.
var errDropped = errors.New("the simulator dropped the answer, as it was told to")

// sealed is a body with the headers that prove where it comes from.
type sealed struct {
	body                 []byte
	signature, timestamp string
}

// seal signs with the real time, which the gateway compares with its own, and
// the skew that was set.
func (d *Dispatcher) seal(body []byte) sealed {
	return d.sealAt(body, time.Now().Add(d.Trouble.Settings.Get().Skew))
}

func (d *Dispatcher) sealAt(body []byte, at time.Time) sealed {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	return sealed{body, d.Signer.Sign(timestamp, body), timestamp}
}

// reply is what the endpoint answered.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// post sends a request as Discord does. The traceparent is the simulator's own
// addition: it lets the page show the trace of each message.
func (d *Dispatcher) post(ctx context.Context, endpoint string, s sealed, traceID string) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, d.limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(s.body))
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
	defer res.Body.Close() // unread, it closes the connection
	if d.Trouble.Settings.Get().DropAck {
		return reply{}, errDropped
	}
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
