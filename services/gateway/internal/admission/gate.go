package admission

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

// maxBody is the largest body read, in bytes; the largest real interactions
// stay well below it.
const maxBody = 1 << 20

// unauthorized is the one answer to every signature fault.
const unauthorized = `{"error":"invalid request signature"}`

// Gate lets signed requests through to the next handler. Its zero value lets
// nothing through.
type Gate struct {
	keys     Keys
	window   time.Duration
	next     http.Handler
	failures metric.Int64Counter
}

// NewGate makes a gate in front of next. window is the greatest age of a
// timestamp either way; 0 turns the age check off.
func NewGate(keys Keys, window time.Duration, next http.Handler) (*Gate, error) {
	failures, err := otel.Meter("admission").Int64Counter("catalyst.verification.failures",
		metric.WithDescription("Requests turned away, by reason."))
	if err != nil {
		return nil, err
	}
	return &Gate{keys: keys, window: window, next: next, failures: failures}, nil
}

// ServeHTTP answers 401 with a constant body to every signature fault, 413 to
// an oversized body, and otherwise hands on exactly the verified bytes.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	received := time.Now()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		g.refuseBody(w, r, err)
		return
	}
	span := trace.SpanFromContext(r.Context())
	if why := judge(g.keys, r.Header, body, received, g.window); why != admitted {
		span.SetAttributes(attribute.String("catalyst.admission", string(why)))
		g.refuse(w, r, why)
		return
	}
	span.SetAttributes(attribute.String("catalyst.admission", "admitted"))
	ctx := context.WithValue(r.Context(), admittedKey{}, Admitted{ReceivedAt: received})
	g.next.ServeHTTP(w, verified(r.WithContext(ctx), body))
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
	g.failures.Add(r.Context(), 1, metric.WithAttributes(attribute.String("reason", string(why))))
	slog.InfoContext(r.Context(), "request turned away", "reason", string(why))
	answer(w, http.StatusUnauthorized, unauthorized)
}

func (g *Gate) refuseBody(w http.ResponseWriter, r *http.Request, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		g.failures.Add(r.Context(), 1, metric.WithAttributes(attribute.String("reason", "body_too_large")))
		answer(w, http.StatusRequestEntityTooLarge, `{"error":"request body too large"}`)
		return
	}
	// The sender went away or sent less than promised: no signature can hold.
	g.refuse(w, r, "unreadable_body")
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}
