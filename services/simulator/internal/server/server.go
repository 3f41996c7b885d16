// Package server is the HTTP side of the simulator: its JSON API and its page.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/jaeger"
	"github.com/catalyst-bot/mesh/services/simulator/internal/page"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

// maxRequest is the largest request body of the API, in bytes.
const maxRequest = 64 << 10

// Sender sends interactions.
type Sender interface {
	Command(ctx context.Context, text string, command prompt.Command, scene event.Scene) string
	Press(ctx context.Context, p dispatch.Press) (string, error)
	Submit(ctx context.Context, form string, values map[string]any, scene event.Scene) (changed, from string, err error)
	Suggest(ctx context.Context, command prompt.Command, scene event.Scene) dispatch.Suggestions
	Interact(ctx context.Context, raw dispatch.Raw) (dispatch.Sent, error)
	Replay(ctx context.Context, recorded map[string]any) (dispatch.Replayed, error)
	Probe(ctx context.Context, fault string) (dispatch.ProbeResult, error)
	Reset()
}

// Traces finds traces.
type Traces interface {
	Trace(ctx context.Context, id string) ([]jaeger.Span, error)
}

// Parts are what the server shows and works with; all are needed.
type Parts struct {
	Channel    *channel.Channel
	Sender     Sender
	Traces     Traces
	Trouble    *trouble.Trouble
	Statistics *statistics.Statistics
	// Commands lists the commands that can be typed.
	Commands func() []definition.Command
}

// Server answers the API.
type Server struct {
	Parts
	stopping chan struct{}
}

// New makes a server. Its event streams end at Stop.
func New(p Parts) *Server { return &Server{Parts: p, stopping: make(chan struct{})} }

// Stop ends event streams and waiting requests, which would hold up a
// shutdown. It may be called once.
func (s *Server) Stop() { close(s.stopping) }

// Endpoints are parts of Discord's own API.
type Endpoints interface{ Register(mux *http.ServeMux) }

// Handler routes the API, the page, the files of messages and Discord's API.
// Unknown paths of the latter get Discord's 404.
func (s *Server) Handler(discord ...Endpoints) http.Handler {
	mux := http.NewServeMux()
	for _, endpoints := range discord {
		endpoints.Register(mux)
	}
	mux.HandleFunc("/api/v10/", func(w http.ResponseWriter, _ *http.Request) { refusal.NotFound.Write(w) })
	// Other web pages must not use the API in the name of whoever runs it.
	mux.Handle("/api/", http.NewCrossOriginProtection().Handler(s.api()))
	mux.HandleFunc("GET /attachments/{message}/{filename}", s.file)
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusOK, map[string]string{"status": "healthy"})
	})
	mux.Handle("/", page.Handler())
	return mux
}

func (s *Server) api() http.Handler {
	api := http.NewServeMux()
	api.HandleFunc("GET /api/commands", s.commands)
	api.HandleFunc("POST /api/commands", s.command)
	api.HandleFunc("POST /api/messages/{id}/components", s.press)
	api.HandleFunc("POST /api/modals/{id}", s.submit)
	api.HandleFunc("POST /api/autocomplete", s.suggest)
	api.HandleFunc("GET /api/messages/{id}", s.message)
	api.HandleFunc("GET /api/messages", s.messages)
	api.HandleFunc("GET /api/events", s.events)
	api.HandleFunc("GET /api/traces/{id}", s.trace)
	api.HandleFunc("POST /api/probe", s.probe)
	api.HandleFunc("POST /api/interactions", s.interact)
	api.HandleFunc("POST /api/replay", s.replay)
	api.HandleFunc("POST /api/faults", s.setFault)
	api.HandleFunc("GET /api/faults", s.getFault)
	api.HandleFunc("POST /api/settings", s.setSettings)
	api.HandleFunc("GET /api/settings", s.getSettings)
	api.HandleFunc("POST /api/clock", s.advance)
	api.HandleFunc("GET /api/clock", s.getClock)
	api.HandleFunc("GET /api/statistics", s.report)
	api.HandleFunc("POST /api/reset", s.reset)
	return api
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
