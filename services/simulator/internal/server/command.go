package server

import (
	"errors"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/jaeger"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
)

// command sends what was typed and answers with the id of its message.
func (s *Server) command(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Text string `json:"text"`
	}
	if !read(w, r, &request) {
		return
	}
	command, err := prompt.Parse(request.Text)
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	write(w, http.StatusOK, map[string]string{"id": s.sender.Command(r.Context(), request.Text, command)})
}

// press answers, once the first answer is there, with the id of the message
// that changes or is new, and that of the message that was pressed.
func (s *Server) press(w http.ResponseWriter, r *http.Request) {
	var request struct {
		CustomID string `json:"custom_id"`
		Force    bool   `json:"force"`
	}
	if !read(w, r, &request) {
		return
	}
	source := r.PathValue("id")
	id, err := s.sender.Press(r.Context(), dispatch.Press{
		MessageID: source, CustomID: request.CustomID, Force: request.Force,
	})
	switch {
	case errors.Is(err, channel.ErrUnknownMessage):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusConflict, err.Error())
	default:
		write(w, http.StatusOK, map[string]any{"id": id, "source_id": source, "new": id != source})
	}
}

func (s *Server) probe(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Fault string `json:"fault"`
	}
	if !read(w, r, &request) {
		return
	}
	result, err := s.sender.Probe(r.Context(), request.Fault)
	switch {
	case errors.Is(err, dispatch.ErrUnknownFault):
		fail(w, http.StatusBadRequest, err.Error())
	case err != nil:
		fail(w, http.StatusBadGateway, err.Error())
	default:
		write(w, http.StatusOK, result)
	}
}

func (s *Server) fault(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Webhook string `json:"webhook"`
		Count   int    `json:"count"`
	}
	if !read(w, r, &request) {
		return
	}
	if err := s.faults.Set(request.Webhook, request.Count); err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) trace(w http.ResponseWriter, r *http.Request) {
	spans, err := s.traces.Trace(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, jaeger.ErrUnknown):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusServiceUnavailable, err.Error())
	default:
		write(w, http.StatusOK, spans)
	}
}
