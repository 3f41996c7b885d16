package webhook

import (
	"errors"
	"net/http"
	"strings"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
)

// call is what is known of a webhook call before its body is read.
type call struct {
	token string
	// message is the id in the path; empty for @original and new messages.
	message string
	// notes are on the call itself.
	notes []rules.Violation
}

// endpoint does one kind of call.
type endpoint func(w http.ResponseWriter, r *http.Request, c call) *refusal.Refusal

// guard checks what holds for every call before it is looked at, plays
// trouble, and counts the outcome.
func (h *Webhook) guard(kind string, next endpoint) http.Handler {
	return http.HandlerFunc(func(plain http.ResponseWriter, r *http.Request) {
		w := &observer{ResponseWriter: plain}
		defer h.count(w, r)
		if r.Header.Get("User-Agent") == "" {
			refusal.Blocked.Write(w)
			return
		}
		h.play(w, r, h.trouble.Faults.Take(kind), func(w http.ResponseWriter) { h.answer(w, r, next) })
	})
}

// answer is what Discord does when nothing goes wrong on its side.
func (h *Webhook) answer(w http.ResponseWriter, r *http.Request, next endpoint) {
	c := call{token: r.PathValue("token"), notes: agentNotes(r)}
	if id := r.PathValue("message"); id != "@original" {
		c.message = id
	}
	failure := refusal.UnknownWebhook
	switch settings := h.trouble.Settings.Get(); {
	case settings.RateLimit && !h.limiter.allow(w, c.token, h.now()):
		return
	case r.PathValue("application") != h.application:
	case h.channel.Whose(c.token).SinceAnswer < settings.AckRace:
	default:
		failure = next(w, r, c)
	}
	if failure != nil {
		failure.Write(w)
	}
}

func agentNotes(r *http.Request) []rules.Violation {
	if strings.HasPrefix(r.Header.Get("User-Agent"), "DiscordBot (") {
		return nil
	}
	return []rules.Violation{{
		Path: "User-Agent", Code: rules.CodeHTTP, Text: "should be DiscordBot (url, version)", Note: true,
	}}
}

// count runs even when the connection is cut by a panic.
func (h *Webhook) count(w *observer, r *http.Request) {
	id := r.PathValue("message")
	if id == "" || id == "@original" {
		id = h.channel.Whose(r.PathValue("token")).MessageID
	}
	h.statistics.Called(statistics.Call{
		Method: r.Method, Status: w.status, Shared: w.Header().Get("X-RateLimit-Scope") == "shared", Message: id,
	})
}

// observer notes the status that was answered.
type observer struct {
	http.ResponseWriter
	status int
}

func (o *observer) WriteHeader(status int) {
	o.status = status
	o.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (o *observer) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// refusalOf turns an error of the channel into Discord's.
func refusalOf(err error) *refusal.Refusal {
	switch {
	case errors.Is(err, channel.ErrExpired):
		return refusal.InvalidToken
	case errors.Is(err, channel.ErrUnknownMessage):
		return refusal.UnknownMessage
	case errors.Is(err, channel.ErrTooManyFollowUps):
		return refusal.TooManyFollowUps
	default:
		return refusal.UnknownWebhook
	}
}
