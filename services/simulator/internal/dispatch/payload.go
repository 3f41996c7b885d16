package dispatch

import (
	"encoding/json"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// The one person who uses the simulator, and what they may do.
const (
	userID = "1000000000000000004"
	// permissions has all bits Discord uses set, as live payloads of
	// administrators do.
	permissions = "9007199254740991"
	// sizeLimit is the largest upload, in bytes, of a guild without boosts.
	sizeLimit  = 10 << 20
	stringType = 3
)

// member is the invoker as guilds show them.
func member() map[string]any {
	return map[string]any{
		"user": map[string]any{
			"id": userID, "username": "you", "global_name": "You", "discriminator": "0", "avatar": nil,
			"public_flags": 0, "avatar_decoration_data": nil, "clan": nil,
		},
		"roles": []any{}, "nick": nil, "avatar": nil, "permissions": permissions, "flags": 0, "pending": false,
		"deaf": false, "mute": false, "joined_at": "2024-01-15T09:30:00.123000+00:00", "premium_since": nil,
		"communication_disabled_until": nil, "unusual_dm_activity_until": nil,
	}
}

// envelope is what every interaction carries, with keys Discord sends without
// documenting them.
func (d *Dispatcher) envelope(in channel.Interaction) map[string]any {
	return map[string]any{
		"id": in.ID, "application_id": d.application, "type": in.Kind, "token": in.Token, "version": 1,
		"guild_id": channel.GuildID, "channel_id": channel.RoomID, "locale": "en-US", "guild_locale": "en-US",
		"guild":   map[string]any{"id": channel.GuildID, "locale": "en-US", "features": []any{}},
		"channel": map[string]any{"id": channel.RoomID, "type": 0, "name": "stocks", "guild_id": channel.GuildID},
		"member":  member(), "app_permissions": permissions, "context": 0, "attachment_size_limit": sizeLimit,
		"entitlements": []any{}, "entitlement_sku_ids": []any{},
		"authorizing_integration_owners": map[string]any{"0": channel.GuildID},
	}
}

func (d *Dispatcher) commandBody(in channel.Interaction, command prompt.Command) []byte {
	data := map[string]any{"id": d.ids.Next(d.now()), "name": command.Name, "type": 1}
	options := []any{}
	for _, o := range command.Options {
		options = append(options, map[string]any{"name": o.Name, "type": stringType, "value": o.Value})
	}
	if len(options) > 0 {
		data["options"] = options
	}
	body := d.envelope(in)
	body["data"] = data
	return encode(body)
}

func (d *Dispatcher) componentBody(in channel.Interaction, m channel.Message, customID string, kind int) []byte {
	body := d.envelope(in)
	body["data"] = map[string]any{"custom_id": customID, "component_type": kind, "id": 1}
	body["message"] = m.Object(d.application)
	return encode(body)
}

// pingBody is as sparse as Discord's own.
func (d *Dispatcher) pingBody(in channel.Interaction) []byte {
	return encode(map[string]any{
		"id": in.ID, "application_id": d.application, "type": rules.Ping, "token": in.Token, "version": 1,
	})
}

func encode(body map[string]any) []byte {
	encoded, err := json.Marshal(body)
	if err != nil {
		panic(err) // maps of text and numbers always encode
	}
	return encoded
}
