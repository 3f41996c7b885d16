// Package webhook serves the endpoints that finish and follow up an
// interaction, with Discord's rules and errors.
package webhook

import (
	"net/http"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

const (
	originalPath = "/api/v10/webhooks/{application}/{token}/messages/@original"
	followUpPath = "/api/v10/webhooks/{application}/{token}"
)

// Webhook changes the messages of a channel for whoever has a token.
type Webhook struct {
	application string
	channel     *channel.Channel
	faults      *Faults
}

// New makes the webhook endpoints of the application.
func New(application string, c *channel.Channel, faults *Faults) *Webhook {
	return &Webhook{application: application, channel: c, faults: faults}
}

// Register adds the endpoints to the mux. Unknown paths below /api/v10 get
// Discord's 404.
func (h *Webhook) Register(mux *http.ServeMux) {
	mux.Handle("GET "+originalPath, h.guard(h.get))
	mux.Handle("PATCH "+originalPath, h.guard(h.edit))
	mux.Handle("DELETE "+originalPath, h.guard(h.remove))
	mux.Handle("POST "+followUpPath, h.guard(h.followUp))
	mux.HandleFunc("/api/v10/", func(w http.ResponseWriter, _ *http.Request) {
		(&refusal{404, 0, "404: Not Found", nil}).write(w)
	})
}

// guard checks what holds for every call before it is looked at. It returns
// the notes on the call.
func (h *Webhook) guard(next func(http.ResponseWriter, *http.Request, []rules.Violation) *refusal) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agent := r.Header.Get("User-Agent")
		if agent == "" {
			blocked().write(w)
			return
		}
		if h.faults.play(w) {
			return
		}
		if r.PathValue("application") != h.application {
			unknownWebhook().write(w)
			return
		}
		var notes []rules.Violation
		if !strings.HasPrefix(agent, "DiscordBot (") {
			notes = append(notes, rules.Violation{
				Path: "User-Agent", Code: rules.CodeHTTP, Text: "should be DiscordBot (url, version)", Note: true,
			})
		}
		if failure := next(w, r, notes); failure != nil {
			failure.write(w)
		}
	})
}

func (h *Webhook) get(w http.ResponseWriter, r *http.Request, _ []rules.Violation) *refusal {
	m, err := h.channel.Original(r.PathValue("token"))
	if err != nil {
		return refusalOf(err)
	}
	writeJSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

func (h *Webhook) remove(w http.ResponseWriter, r *http.Request, _ []rules.Violation) *refusal {
	if err := h.channel.Delete(r.PathValue("token")); err != nil {
		return refusalOf(err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *Webhook) edit(w http.ResponseWriter, r *http.Request, notes []rules.Violation) *refusal {
	token := r.PathValue("token")
	original, err := h.channel.Original(token)
	if err != nil {
		return refusalOf(err)
	}
	draft, failure := h.draft(w, r, original.Context(), notes)
	if failure != nil {
		return failure
	}
	m, err := h.channel.Edit(token, draft)
	if err != nil {
		return refusalOf(err)
	}
	writeJSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

func (h *Webhook) followUp(w http.ResponseWriter, r *http.Request, notes []rules.Violation) *refusal {
	token := r.PathValue("token")
	if err := h.channel.Check(token); err != nil {
		return refusalOf(err)
	}
	draft, failure := h.draft(w, r, rules.Context{Mode: rules.Post}, notes)
	if failure != nil {
		return failure
	}
	m, err := h.channel.FollowUp(token, draft)
	if err != nil {
		return refusalOf(err)
	}
	writeJSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

// draft reads and checks a body. What is refused is kept on the message.
func (h *Webhook) draft(w http.ResponseWriter, r *http.Request, in rules.Context, notes []rules.Violation) (channel.Draft, *refusal) {
	b, failure := readBody(w, r)
	if failure == nil && len(b.payload) == 0 {
		b.payload = []byte("{}")
	}
	draft := channel.Draft{Uploads: b.uploads}
	if failure == nil {
		in.Uploads = b.names()
		var found []rules.Violation
		draft.Fields, found = rules.CheckMessage(b.payload, in)
		b.found = append(b.found, found...)
	}
	draft.Violations = slices.Concat(notes, b.found)
	if failure == nil && rules.Refused(b.found) {
		failure = invalid(b.found)
	}
	if failure != nil {
		h.channel.Refuse(r.PathValue("token"), draft.Violations)
	}
	return draft, failure
}
