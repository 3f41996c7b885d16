package server

import (
	"errors"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// interact sends an interaction built from its parts and answers with what the
// gateway answered.
func (s *Server) interact(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Type        rules.Kind  `json:"type"`
		Data        any         `json:"data"`
		ID          string      `json:"id"`
		Token       string      `json:"token"`
		MessageID   string      `json:"message_id"`
		Context     event.Place `json:"context"`
		Permissions string      `json:"member_permissions"`
		Locale      string      `json:"locale"`
		Repeat      int         `json:"repeat"`
		To          string      `json:"to"`
	}
	if !read(w, r, &request) {
		return
	}
	fields := sceneFields{request.Context, request.Permissions, request.Locale}
	scene, err := fields.scene()
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	sent, err := s.Sender.Interact(r.Context(), dispatch.Raw{
		Kind: request.Type, Data: request.Data, ID: request.ID, Token: request.Token, Scene: scene,
		MessageID: request.MessageID, Repeat: request.Repeat, To: request.To,
	})
	switch {
	case errors.Is(err, channel.ErrUnknownMessage):
		fail(w, http.StatusNotFound, err.Error())
	case err != nil:
		fail(w, http.StatusBadRequest, err.Error())
	default:
		write(w, http.StatusOK, sent)
	}
}
