package discordapi

import (
	"context"
	"net/http"
)

// guildPage is the most guilds Discord lists at once.
const guildPage = 200

// Application is what Discord has under the developer portal's General
// Information.
type Application struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// VerifyKey is the public key, 64 hex characters.
	VerifyKey string `json:"verify_key"`
	// Endpoint is the interactions endpoint URL; empty when it is not set.
	Endpoint string `json:"interactions_endpoint_url"`
}

// Application returns the application the token belongs to.
func (c *Client) Application(ctx context.Context) (Application, error) {
	var a Application
	err := c.Do(ctx, http.MethodGet, "/applications/@me", nil, &a)
	return a, err
}

// Guild is a guild the bot is a member of.
type Guild struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Permissions are those of the bot's roles, without overwrites of
	// channels: a bit set in decimal.
	Permissions string `json:"permissions"`
}

// Guilds lists every guild the bot is a member of.
func (c *Client) Guilds(ctx context.Context) ([]Guild, error) {
	var all []Guild
	after := "0"
	for {
		var page []Guild
		if err := c.Do(ctx, http.MethodGet, "/users/@me/guilds?after="+after, nil, &page); err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < guildPage {
			return all, nil
		}
		after = page[len(page)-1].ID
	}
}
