package webhook

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

const roomPath = "/api/v10/channels/{channel}/messages"

// Messages of a channel that are read at once.
const (
	usualHistory = 50
	maxHistory   = 100
)

// room guards a call for a channel as guard does one for an interaction.
func (h *Webhook) room(kind string, next endpoint) http.Handler {
	return http.HandlerFunc(func(plain http.ResponseWriter, r *http.Request) {
		w := &observer{ResponseWriter: plain}
		defer h.count(w, r)
		refusal.Bot(h.token, func(http.ResponseWriter, *http.Request) *refusal.Refusal {
			h.play(w, r, h.trouble.Faults.Take(kind), func(w http.ResponseWriter) { h.enter(w, r, next) })
			return nil
		}).ServeHTTP(w, r)
	})
}

// enter is what Discord does when nothing goes wrong on its side.
func (h *Webhook) enter(w http.ResponseWriter, r *http.Request, next endpoint) {
	room := r.PathValue("channel")
	if _, known := channel.Rooms[room]; !known {
		refusal.UnknownChannel.Write(w)
		return
	}
	if h.trouble.Settings.Get().RateLimit && !h.limiter.allow(w, room, h.now()) {
		return
	}
	if failure := next(w, r, call{notes: agentNotes(r)}); failure != nil {
		failure.Write(w)
	}
}

func (h *Webhook) post(w http.ResponseWriter, r *http.Request, c call) *refusal.Refusal {
	draft, failure := h.draft(w, r, rules.Context{Mode: rules.Post, Bot: true}, c)
	if failure != nil {
		return failure
	}
	unique := ""
	if draft.Fields["enforce_nonce"] == true && draft.Fields["nonce"] != nil {
		text, _ := json.Marshal(draft.Fields["nonce"]) // it came from JSON
		unique = string(text)
	}
	m := h.channel.Post(r.PathValue("channel"), unique, draft)
	refusal.JSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

func (h *Webhook) history(w http.ResponseWriter, r *http.Request, _ call) *refusal.Refusal {
	limit := usualHistory
	if text := r.URL.Query().Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxHistory {
			return refusal.Invalid([]rules.Violation{{Path: "limit", Code: rules.CodeRange, Text: "is 1 to 100"}})
		}
		limit = n
	}
	list := []map[string]any{}
	for _, m := range h.channel.In(r.PathValue("channel"), limit) {
		list = append(list, m.Object(h.application))
	}
	refusal.JSON(w, http.StatusOK, list)
	return nil
}
