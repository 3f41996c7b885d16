package registry

import (
	"errors"
	"io"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// maxBody is the largest body read, in bytes.
const maxBody = 4 << 20

// Endpoints serves the registry as Discord's API does, to whoever has the bot
// token.
type Endpoints struct {
	registry *Registry
	token    string
}

// NewEndpoints serves the registry to holders of the bot token.
func NewEndpoints(r *Registry, token string) *Endpoints { return &Endpoints{registry: r, token: token} }

// Register adds the endpoints to the mux.
func (e *Endpoints) Register(mux *http.ServeMux) {
	for _, base := range []string{
		"/api/v10/applications/{application}/commands", "/api/v10/applications/{application}/guilds/{guild}/commands",
	} {
		mux.Handle("GET "+base, e.guard(e.list))
		mux.Handle("PUT "+base, e.guard(e.replace))
		mux.Handle("POST "+base, e.guard(e.put))
		mux.Handle("GET "+base+"/{command}", e.guard(e.get))
		mux.Handle("PATCH "+base+"/{command}", e.guard(e.edit))
		mux.Handle("DELETE "+base+"/{command}", e.guard(e.remove))
	}
}

type endpoint func(w http.ResponseWriter, r *http.Request, body []byte) *refusal.Refusal

func (e *Endpoints) guard(next endpoint) http.Handler {
	return refusal.Bot(e.token, func(w http.ResponseWriter, r *http.Request) *refusal.Refusal {
		switch guild := r.PathValue("guild"); {
		case r.PathValue("application") != e.registry.application:
			return refusal.UnknownApp
		case guild != "" && guild != channel.GuildID:
			return refusal.MissingAccess
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			return refusal.TooLarge
		}
		return next(w, r, body)
	})
}

func (e *Endpoints) list(w http.ResponseWriter, r *http.Request, _ []byte) *refusal.Refusal {
	all := e.registry.List(r.PathValue("guild"))
	if r.URL.Query().Get("with_localizations") == "true" {
		refusal.JSON(w, http.StatusOK, all)
		return nil
	}
	plain := make([]any, len(all))
	for i, o := range all {
		plain[i] = withoutLocalizations(o)
	}
	refusal.JSON(w, http.StatusOK, plain)
	return nil
}

func (e *Endpoints) replace(w http.ResponseWriter, r *http.Request, body []byte) *refusal.Refusal {
	wanted, found := rules.CheckDefinitions(body)
	if rules.Refused(found) {
		return refusal.Invalid(found)
	}
	all, err := e.registry.Replace(r.PathValue("guild"), wanted)
	if err != nil {
		return refusalOf(err)
	}
	refusal.JSON(w, http.StatusOK, all)
	return nil
}

func (e *Endpoints) put(w http.ResponseWriter, r *http.Request, body []byte) *refusal.Refusal {
	fields, found := rules.CheckDefinition(body, false)
	if rules.Refused(found) {
		return refusal.Invalid(found)
	}
	o, created, err := e.registry.Put(r.PathValue("guild"), fields)
	if err != nil {
		return refusalOf(err)
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	refusal.JSON(w, status, o)
	return nil
}

func (e *Endpoints) get(w http.ResponseWriter, r *http.Request, _ []byte) *refusal.Refusal {
	for _, o := range e.registry.List(r.PathValue("guild")) {
		if o["id"] == r.PathValue("command") {
			refusal.JSON(w, http.StatusOK, o)
			return nil
		}
	}
	return refusal.UnknownCommand
}

func (e *Endpoints) edit(w http.ResponseWriter, r *http.Request, body []byte) *refusal.Refusal {
	fields, found := rules.CheckDefinition(body, true)
	if rules.Refused(found) {
		return refusal.Invalid(found)
	}
	o, err := e.registry.Edit(r.PathValue("guild"), r.PathValue("command"), fields)
	if err != nil {
		return refusalOf(err)
	}
	refusal.JSON(w, http.StatusOK, o)
	return nil
}

func (e *Endpoints) remove(w http.ResponseWriter, r *http.Request, _ []byte) *refusal.Refusal {
	if err := e.registry.Delete(r.PathValue("guild"), r.PathValue("command")); err != nil {
		return refusalOf(err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// refusalOf turns an error of the registry into Discord's.
func refusalOf(err error) *refusal.Refusal {
	switch {
	case errors.Is(err, ErrTooManyMade):
		return refusal.TooManyCreates
	case errors.Is(err, ErrTooMany):
		return refusal.TooManyCommands
	case errors.Is(err, ErrNameTaken):
		return refusal.Invalid([]rules.Violation{{Path: "name", Code: rules.CodeCommandName, Text: err.Error()}})
	default:
		return refusal.UnknownCommand
	}
}
