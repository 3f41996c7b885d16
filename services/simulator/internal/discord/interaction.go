package discord

import "encoding/json"

// Types of interactions.
const (
	Ping         = 1
	Command      = 2
	ComponentUse = 3
)

// Types of callbacks.
const (
	Pong         = 1
	Reply        = 4
	DeferReply   = 5
	DeferUpdate  = 6
	Update       = 7
	Autocomplete = 8
	Modal        = 9
)

// Callback is what an application answers an interaction with.
type Callback struct {
	Type int             `json:"type"`
	Data json.RawMessage `json:"data,omitempty"`
}

// Interaction is what Discord sends, with the fields it really sends and a few
// the application will not know.
type Interaction struct {
	ID            string         `json:"id"`
	ApplicationID string         `json:"application_id"`
	Type          int            `json:"type"`
	Token         string         `json:"token"`
	Version       int            `json:"version"`
	Data          map[string]any `json:"data,omitempty"`
	GuildID       string         `json:"guild_id,omitempty"`
	ChannelID     string         `json:"channel_id,omitempty"`
	Guild         map[string]any `json:"guild,omitempty"`
	Channel       map[string]any `json:"channel,omitempty"`
	Member        map[string]any `json:"member,omitempty"`
	Message       map[string]any `json:"message,omitempty"`

	AppPermissions      string         `json:"app_permissions,omitempty"`
	Locale              string         `json:"locale,omitempty"`
	GuildLocale         string         `json:"guild_locale,omitempty"`
	Context             *int           `json:"context,omitempty"`
	Owners              map[string]any `json:"authorizing_integration_owners,omitempty"`
	Entitlements        []any          `json:"entitlements"`
	AttachmentSizeLimit int            `json:"attachment_size_limit"`
}

// Ids of the one guild, channel and user there are.
const (
	GuildID   = "1000000000000000100"
	ChannelID = "1000000000000000200"
	UserID    = "1000000000000000300"
	// permissions is everything a member may be allowed to do.
	permissions = "9007199254740991"
)

// InGuild fills in where and by whom an interaction was made.
func (i *Interaction) InGuild() {
	context := 0
	i.Version, i.GuildID, i.ChannelID, i.Context = 1, GuildID, ChannelID, &context
	i.Guild = map[string]any{"id": GuildID, "locale": "en-US", "features": []string{}}
	i.Channel = map[string]any{"id": ChannelID, "type": 0, "name": "trading"}
	i.Member = map[string]any{
		"user":  map[string]any{"id": UserID, "username": "trader", "global_name": "Trader", "discriminator": "0"},
		"roles": []string{}, "permissions": permissions, "joined_at": "2024-03-13T19:19:14.040000+00:00", "deaf": false,
	}
	i.AppPermissions, i.Locale, i.GuildLocale = permissions, "en-US", "en-US"
	i.Owners = map[string]any{"0": GuildID}
	i.Entitlements, i.AttachmentSizeLimit = []any{}, 10485760
}
