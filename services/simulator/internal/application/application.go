// Package application serves what Discord's API tells an application about
// itself.
package application

import (
	"context"
	"net/http"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// maxBody is the largest body read, in bytes.
const maxBody = 64 << 10

// Door is where interactions are sent to.
type Door interface {
	// Endpoint is the URL now.
	Endpoint() string
	// Verify sends what Discord sends to a new URL, and returns an error when
	// it is not answered as it must be.
	Verify(ctx context.Context, endpoint string) error
	// Redirect makes the URL the one in use.
	Redirect(endpoint string)
}

// Endpoints serves one application to holders of its bot token.
type Endpoints struct {
	id, publicKey, token string
	door                 Door
}

// New serves the application with the id and the public key.
func New(id, publicKey, token string, door Door) *Endpoints {
	return &Endpoints{id: id, publicKey: publicKey, token: token, door: door}
}

// Register adds the endpoints to the mux.
func (e *Endpoints) Register(mux *http.ServeMux) {
	mux.Handle("GET /api/v10/applications/@me", refusal.Bot(e.token, e.show))
	mux.Handle("PATCH /api/v10/applications/@me", refusal.Bot(e.token, e.edit))
	mux.Handle("GET /api/v10/users/@me", refusal.Bot(e.token, e.user))
	mux.Handle("GET /api/v10/users/@me/guilds", refusal.Bot(e.token, e.guilds))
}

func (e *Endpoints) show(w http.ResponseWriter, _ *http.Request) *refusal.Refusal {
	refusal.JSON(w, http.StatusOK, e.object())
	return nil
}

func (e *Endpoints) object() map[string]any {
	return map[string]any{
		"id": e.id, "name": "Catalyst", "icon": nil, "description": "", "type": nil, "flags": 0, "bot": e.bot(),
		"bot_public": true, "bot_require_code_grant": false, "verify_key": e.publicKey,
		"interactions_endpoint_url": e.door.Endpoint(), "redirect_uris": []any{}, "tags": []any{},
		"role_connections_verification_url": nil, "approximate_guild_count": 1, "approximate_user_install_count": 1,
		"install_params": map[string]any{"scopes": []any{"bot", "applications.commands"}, "permissions": permissions},
		"integration_types_config": map[string]any{
			"0": map[string]any{"oauth2_install_params": map[string]any{
				"scopes": []any{"bot", "applications.commands"}, "permissions": permissions,
			}},
			"1": map[string]any{"oauth2_install_params": map[string]any{"scopes": []any{"applications.commands"}, "permissions": "0"}},
		},
	}
}

// permissions are the bits of the application in its guild: to see the
// channel and its history, to send messages, to embed links and to attach files.
const permissions = "117760"

func (e *Endpoints) bot() map[string]any {
	return map[string]any{
		"id": e.id, "username": "Catalyst", "discriminator": "0000", "avatar": nil, "bot": true, "public_flags": 0,
	}
}

func (e *Endpoints) user(w http.ResponseWriter, _ *http.Request) *refusal.Refusal {
	refusal.JSON(w, http.StatusOK, e.bot())
	return nil
}

func (e *Endpoints) guilds(w http.ResponseWriter, _ *http.Request) *refusal.Refusal {
	refusal.JSON(w, http.StatusOK, []any{map[string]any{
		"id": channel.GuildID, "name": "Simulated guild", "icon": nil, "owner": false, "permissions": permissions, "features": []any{},
	}})
	return nil
}

// edit sets the URL of the interactions endpoint, once that proved itself.
func (e *Endpoints) edit(w http.ResponseWriter, r *http.Request) *refusal.Refusal {
	address, failure := readEndpoint(w, r)
	if failure != nil {
		return failure
	}
	if err := e.door.Verify(r.Context(), address); err != nil {
		return refusal.Invalid([]rules.Violation{{
			Path: "interactions_endpoint_url", Code: rules.CodeEndpoint,
			Text: "The specified interactions endpoint url could not be verified: " + err.Error() + ".",
		}})
	}
	e.door.Redirect(address)
	return e.show(w, r)
}
