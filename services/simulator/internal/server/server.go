// Package server is the HTTP side of the simulator: its JSON API and its page.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/jaeger"
	"github.com/catalyst-bot/mesh/services/simulator/internal/page"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
	"github.com/catalyst-bot/mesh/services/simulator/internal/webhook"
)

// maxRequest is the largest request body of the API, in bytes.
const maxRequest = 64 << 10

// Sender sends interactions.
type Sender interface {
	Command(ctx context.Context, text string, command prompt.Command) string
	Press(ctx context.Context, p dispatch.Press) (string, error)
	Probe(ctx context.Context, fault string) (dispatch.ProbeResult, error)
}

// Traces finds traces.
type Traces interface {
	Trace(ctx context.Context, id string) ([]jaeger.Span, error)
}

// Server answers the API. Every field of New is needed.
type Server struct {
	channel  *channel.Channel
	sender   Sender
	traces   Traces
	faults   *webhook.Faults
	stopping chan struct{}
}

// New makes a server. Its event streams end at Stop.
func New(c *channel.Channel, sender Sender, traces Traces, faults *webhook.Faults) *Server {
	return &Server{channel: c, sender: sender, traces: traces, faults: faults, stopping: make(chan struct{})}
}

// Stop ends event streams and waiting requests, which would hold up a
// shutdown. It may be called once.
func (s *Server) Stop() { close(s.stopping) }

// Handler routes the API, the page, the files of messages and the webhooks.
func (s *Server) Handler(hooks *webhook.Webhook) http.Handler {
	api := http.NewServeMux()
	api.HandleFunc("POST /api/commands", s.command)
	api.HandleFunc("POST /api/messages/{id}/components", s.press)
	api.HandleFunc("GET /api/messages/{id}", s.message)
	api.HandleFunc("GET /api/messages", s.messages)
	api.HandleFunc("GET /api/events", s.events)
	api.HandleFunc("GET /api/traces/{id}", s.trace)
	api.HandleFunc("POST /api/probe", s.probe)
	api.HandleFunc("POST /api/faults", s.fault)
	mux := http.NewServeMux()
	hooks.Register(mux)
	// Other web pages must not use the API in the name of whoever runs it.
	mux.Handle("/api/", http.NewCrossOriginProtection().Handler(api))
	mux.HandleFunc("GET /attachments/{message}/{filename}", s.file)
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, map[string]string{"status": "healthy"})
	})
	mux.Handle("/", page.Handler())
	return mux
}

// read decodes a JSON request; it has answered when it returns false.
func read(w http.ResponseWriter, r *http.Request, into any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		if _, after := decoder.Token(); errors.Is(after, io.EOF) {
			return true
		}
		err = errors.New("more than one JSON value")
	}
	fail(w, http.StatusBadRequest, "the request cannot be read: "+err.Error())
	return false
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}

func fail(w http.ResponseWriter, status int, text string) {
	write(w, status, map[string]string{"error": text})
}
