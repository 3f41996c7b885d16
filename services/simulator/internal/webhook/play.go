package webhook

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

const (
	// faultWait is how long the played rate limits ask to wait.
	faultWait = 500 * time.Millisecond
	// trickles is in how many pieces a slow body comes.
	trickles = 20
)

// play answers with the fault, and with answer where the fault lets it.
func (h *Webhook) play(w http.ResponseWriter, r *http.Request, fault trouble.Fault, answer func(http.ResponseWriter)) {
	switch fault.Kind {
	case "":
		answer(w)
	case trouble.Slow:
		if takeBody(w, r) == nil && sleep(r.Context(), fault.Delay) {
			answer(w)
		}
	case trouble.SlowBody:
		trickle(w, r, fault.Delay, answer)
	case trouble.Reset:
		_, _ = io.Copy(io.Discard, r.Body) // cut either way
		panic(http.ErrAbortHandler)
	case trouble.ResetAfter:
		answer(&captured{})
		panic(http.ErrAbortHandler)
	case trouble.RateLimited, trouble.RateLimitedShared, trouble.RateLimitedGlobal:
		h.playLimit(w, fault.Kind)
	case trouble.Cloudflare:
		page(w, http.StatusTooManyRequests, "error code: 1015")
	case trouble.BadGateway:
		page(w, http.StatusBadGateway, "<html><head><title>502 Bad Gateway</title></head></html>")
	case trouble.Blocked:
		page(w, http.StatusForbidden, "<html><body>error code: 40333</body></html>")
	default:
		played(fault.Kind).Write(w)
	}
}

// playLimit answers 429. The hidden limit of a channel leaves the headers of
// the bucket looking healthy.
func (h *Webhook) playLimit(w http.ResponseWriter, kind string) {
	switch kind {
	case trouble.RateLimitedShared:
		limitHeaders(w.Header(), limitCalls-1, limitWindow, h.now())
		limited(w, "shared", faultWait, false)
	case trouble.RateLimitedGlobal:
		limited(w, "global", faultWait, true)
	default:
		limitHeaders(w.Header(), 0, faultWait, h.now())
		limited(w, "user", faultWait, false)
	}
}

// played is the fault as an error of Discord's API.
func played(kind string) *refusal.Refusal {
	switch kind {
	case trouble.UnknownWebhook:
		return refusal.UnknownWebhook
	case trouble.UnknownMessage:
		return refusal.UnknownMessage
	case trouble.UnknownChannel:
		return refusal.UnknownChannel
	case trouble.MissingAccess:
		return refusal.MissingAccess
	case trouble.InvalidToken:
		return refusal.InvalidToken
	case trouble.Unavailable:
		return &refusal.Refusal{Status: http.StatusServiceUnavailable, Message: "503: Service Unavailable"}
	case trouble.InvalidForm:
		return refusal.Invalid([]rules.Violation{{
			Path: "embeds[0].description", Code: rules.CodeMaxLength, Text: "Must be 4096 or fewer in length.",
		}})
	default:
		return refusal.Internal
	}
}

// page answers as a proxy before Discord does: no JSON, no headers of limits.
func page(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // the application may be gone
}

// takeBody reads the body before a pause, which would outlast the time it may
// take to arrive.
func takeBody(w http.ResponseWriter, r *http.Request) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return http.NewResponseController(w).SetReadDeadline(time.Time{})
}

// sleep reports whether the time passed before ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// trickle sends the headers of the answer at once and its body in pieces over
// the time.
func trickle(w http.ResponseWriter, r *http.Request, over time.Duration, answer func(http.ResponseWriter)) {
	whole := &captured{}
	answer(whole)
	for key, values := range whole.Header() {
		w.Header()[key] = values
	}
	if whole.body.Len() > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(whole.body.Len()))
	}
	w.WriteHeader(max(whole.status, http.StatusOK))
	control := http.NewResponseController(w)
	for piece := 1 + whole.body.Len()/trickles; whole.body.Len() > 0; {
		if control.Flush() != nil || !sleep(r.Context(), over/trickles) {
			return
		}
		if _, err := w.Write(whole.body.Next(piece)); err != nil {
			return
		}
	}
}

// captured is an answer that is kept back.
type captured struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the header of the answer.
func (c *captured) Header() http.Header {
	if c.header == nil {
		c.header = http.Header{}
	}
	return c.header
}

// WriteHeader keeps the status.
func (c *captured) WriteHeader(status int) { c.status = status }

// Write keeps a part of the body.
func (c *captured) Write(data []byte) (int, error) { return c.body.Write(data) }
