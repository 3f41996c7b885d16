package admission

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

const (
	// maxBody is the largest body read, in bytes; the largest real
	// interactions stay well below it.
	maxBody = 1 << 20
	// readLimit is how long a body may take to arrive: nobody has vouched for
	// it yet.
	readLimit = 2 * time.Second
)

// unauthorized is the one answer to every signature fault.
const unauthorized = `{"error":"invalid request signature"}`

// Gate lets signed requests through to the next handler. Make one with NewGate.
type Gate struct {
	ring   func() *Ring
	window time.Duration
	next   http.Handler
	meter  instruments
}

// NewGate makes a gate in front of next. The ring is asked for with every
// request. window is the greatest age of a timestamp either way; 0 turns the
// age check off.
func NewGate(ring func() *Ring, window time.Duration, next http.Handler) (*Gate, error) {
	meter, err := newInstruments()
	if err != nil {
		return nil, err
	}
	return &Gate{ring: ring, window: window, next: next, meter: meter}, nil
}

// ServeHTTP answers 401 with a constant body to every signature fault, 413 to
// an oversized body, and otherwise hands on exactly the verified bytes.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	received := time.Now()
	claim, why := readHeaders(r.Header)
	if why != admitted {
		g.refuse(w, r, why)
		return
	}
	body, err := read(w, r)
	if err != nil {
		g.refuseBody(w, r, err)
		return
	}
	v := judge(g.ring(), claim, body, received, g.window)
	g.meter.signed(r.Context(), v)
	if v.why != admitted {
		g.refuse(w, r, v.why)
		return
	}
	trace.SpanFromContext(r.Context()).SetAttributes(attribute.String("catalyst.admission", "admitted"))
	mark := Admitted{ReceivedAt: received, ApplicationID: v.key.application}
	ctx := context.WithValue(r.Context(), admittedKey{}, mark)
	g.next.ServeHTTP(w, verified(r.WithContext(ctx), body))
}

// read takes the body within the limits of size and time. A length that is too
// great is believed, so that such a body is not read at all.
func read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > maxBody {
		return nil, &http.MaxBytesError{Limit: maxBody}
	}
	conn := http.NewResponseController(w)
	limited := conn.SetReadDeadline(time.Now().Add(readLimit)) == nil
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if limited {
		// The connection is watched for the client going away while the
		// answer is made; that must not count as a slow body.
		_ = conn.SetReadDeadline(time.Time{})
	}
	return body, err
}

// verified is the request with its checked body and without the headers that
// grpc-gateway would turn into metadata or timeouts.
func verified(r *http.Request, body []byte) *http.Request {
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	r.Header = http.Header{"Content-Type": {"application/json"}}
	return r
}

func (g *Gate) refuse(w http.ResponseWriter, r *http.Request, why reason) {
	g.meter.refused(r.Context(), why)
	trace.SpanFromContext(r.Context()).SetAttributes(attribute.String("catalyst.admission", string(why)))
	slog.InfoContext(r.Context(), "request turned away", "reason", string(why))
	answer(w, http.StatusUnauthorized, unauthorized)
}

func (g *Gate) refuseBody(w http.ResponseWriter, r *http.Request, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		g.meter.refused(r.Context(), "body_too_large")
		answer(w, http.StatusRequestEntityTooLarge, `{"error":"request body too large"}`)
		return
	}
	// The sender went away or sent less than promised: no signature can hold.
	g.refuse(w, r, badBody)
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}
