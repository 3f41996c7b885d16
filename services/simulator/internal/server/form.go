package server

import (
	"errors"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
)

// submit sends a form and answers, once the first answer is there, with the id
// of the message that changes or is new.
func (s *Server) submit(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Values map[string]any `json:"values"`
		sceneFields
	}
	if !read(w, r, &request) {
		return
	}
	scene, err := request.scene()
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	id, source, err := s.Sender.Submit(r.Context(), r.PathValue("id"), request.Values, scene)
	switch {
	case errors.Is(err, channel.ErrUnknownForm):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusConflict, err.Error())
	default:
		s.changed(w, id, source)
	}
}

// suggest answers with the gateway's suggestions for the option being typed.
func (s *Server) suggest(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Text    string `json:"text"`
		Focused string `json:"focused"`
		sceneFields
	}
	if !read(w, r, &request) {
		return
	}
	scene, err := request.scene()
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	command, err := prompt.Focus(request.Text, request.Focused, s.Commands())
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	write(w, http.StatusOK, s.Sender.Suggest(r.Context(), command, scene))
}
