package server

import (
	"errors"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/jaeger"
)

func (s *Server) probe(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Fault string `json:"fault"`
	}
	if !read(w, r, &request) {
		return
	}
	result, err := s.Sender.Probe(r.Context(), request.Fault)
	switch {
	case errors.Is(err, dispatch.ErrUnknownFault):
		fail(w, http.StatusBadRequest, err.Error())
	case err != nil:
		fail(w, http.StatusBadGateway, err.Error())
	default:
		write(w, http.StatusOK, result)
	}
}

func (s *Server) trace(w http.ResponseWriter, r *http.Request) {
	spans, err := s.Traces.Trace(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, jaeger.ErrUnknown):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusServiceUnavailable, err.Error())
	default:
		write(w, http.StatusOK, spans)
	}
}
