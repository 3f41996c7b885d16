// Package webhook serves the endpoints that write messages, with Discord's rules
// and errors: those that finish and follow up an interaction, and those by which
// the bot posts to a channel.
package webhook

import (
	"net/http"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

const (
	base        = "/api/v10/webhooks/{application}/{token}"
	messagePath = base + "/messages/{message}"
)

// Webhook changes the messages of a channel for whoever has a token.
type Webhook struct {
	application string
	token       string
	channel     *channel.Channel
	trouble     *trouble.Trouble
	statistics  *statistics.Statistics
	limiter     limiter
}

// New makes the endpoints of the application; the bot token opens channels.
func New(application, token string, c *channel.Channel, t *trouble.Trouble, s *statistics.Statistics) *Webhook {
	return &Webhook{
		application: application, token: token, channel: c, trouble: t, statistics: s,
		limiter: limiter{windows: map[string]*window{}},
	}
}

// Register adds the endpoints to the mux.
func (h *Webhook) Register(mux *http.ServeMux) {
	mux.Handle("GET "+messagePath, h.guard(trouble.Read, h.get))
	mux.Handle("PATCH "+messagePath, h.guard(trouble.Edit, h.edit))
	mux.Handle("DELETE "+messagePath, h.guard(trouble.Delete, h.remove))
	mux.Handle("POST "+base, h.guard(trouble.FollowUp, h.followUp))
	mux.Handle("POST "+roomPath, h.room(trouble.Post, h.post))
	mux.Handle("GET "+roomPath, h.room(trouble.Read, h.history))
}

func (h *Webhook) now() time.Time { return h.trouble.Clock.Now() }

func (h *Webhook) get(w http.ResponseWriter, _ *http.Request, c call) *refusal.Refusal {
	m, err := h.channel.Reach(c.token, c.message)
	if err != nil {
		return refusalOf(err)
	}
	refusal.JSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

func (h *Webhook) remove(w http.ResponseWriter, _ *http.Request, c call) *refusal.Refusal {
	if err := h.channel.Delete(c.token, c.message); err != nil {
		return refusalOf(err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *Webhook) edit(w http.ResponseWriter, r *http.Request, c call) *refusal.Refusal {
	original, err := h.channel.Reach(c.token, c.message)
	if err != nil {
		return refusalOf(err)
	}
	draft, failure := h.draft(w, r, original.Context(), c)
	if failure != nil {
		return failure
	}
	m, err := h.channel.Edit(c.token, c.message, draft)
	if err != nil {
		return refusalOf(err)
	}
	h.statistics.Edited(m.InteractionID, m.ID)
	refusal.JSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

func (h *Webhook) followUp(w http.ResponseWriter, r *http.Request, c call) *refusal.Refusal {
	if err := h.channel.Check(c.token); err != nil {
		return refusalOf(err)
	}
	draft, failure := h.draft(w, r, rules.Context{Mode: rules.Post}, c)
	if failure != nil {
		return failure
	}
	m, err := h.channel.FollowUp(c.token, draft)
	if err != nil {
		return refusalOf(err)
	}
	h.statistics.Added(m.InteractionID, h.channel.Whose(c.token).MessageID)
	refusal.JSON(w, http.StatusOK, m.Object(h.application))
	return nil
}

// draft reads and checks a body. What is refused is kept on the message.
func (h *Webhook) draft(w http.ResponseWriter, r *http.Request, in rules.Context, c call) (channel.Draft, *refusal.Refusal) {
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
	draft.Violations = slices.Concat(c.notes, b.found)
	h.statistics.Violated(draft.Violations)
	if failure == nil && rules.Refused(b.found) {
		failure = refusal.Invalid(b.found)
	}
	if failure != nil {
		h.channel.Refuse(c.token, draft.Violations)
	}
	return draft, failure
}
