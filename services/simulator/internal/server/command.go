package server

import (
	"errors"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
)

// command sends what was typed and answers with the id of its message.
func (s *Server) command(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Text string `json:"text"`
		sceneFields
	}
	if !read(w, r, &request) {
		return
	}
	command, err := prompt.Parse(request.Text, s.Commands())
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	scene, err := request.scene()
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	write(w, http.StatusOK, map[string]string{"id": s.Sender.Command(r.Context(), request.Text, command, scene)})
}

// sceneFields are the parts of a request that say who does it where.
type sceneFields struct {
	Context     event.Place `json:"context"`
	Permissions string      `json:"permissions"`
	Locale      string      `json:"locale"`
}

func (f sceneFields) scene() (event.Scene, error) {
	return event.Scene{Place: f.Context, Permissions: f.Permissions, Locale: f.Locale}.Complete()
}

// commands lists what can be typed, for suggestions.
func (s *Server) commands(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, s.Commands())
}

// press answers, once the first answer is there, with the id of the message
// that changes or is new, and that of the message that was pressed.
func (s *Server) press(w http.ResponseWriter, r *http.Request) {
	var request struct {
		CustomID string   `json:"custom_id"`
		Values   []string `json:"values"`
		Force    bool     `json:"force"`
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
	source := r.PathValue("id")
	id, err := s.Sender.Press(r.Context(), dispatch.Press{
		MessageID: source, CustomID: request.CustomID, Values: request.Values, Force: request.Force, Scene: scene,
	})
	switch {
	case errors.Is(err, channel.ErrUnknownMessage):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusConflict, err.Error())
	default:
		s.changed(w, id, source)
	}
}

// changed answers with the message that shows an answer, the one that was used,
// and the form that was opened, if any.
func (s *Server) changed(w http.ResponseWriter, id, source string) {
	answer := map[string]any{"id": id, "source_id": source, "new": id != source}
	if m, err := s.Channel.Message(id); err == nil && m.Modal != nil {
		answer["modal"] = m.Modal
	}
	write(w, http.StatusOK, answer)
}
