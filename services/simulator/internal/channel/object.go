package channel

import "github.com/catalyst-bot/mesh/services/simulator/internal/rules"

// The guild of the simulator, and its text channels.
const (
	GuildID = "1000000000000000002"
	// RoomID is where commands are typed.
	RoomID = "1000000000000000003"
	// AlertsID and AdminID are there for what the bot posts by itself.
	AlertsID = "1000000000000000007"
	AdminID  = "1000000000000000008"
)

// Rooms are the names of the text channels by id.
var Rooms = map[string]string{RoomID: "stocks", AlertsID: "alerts", AdminID: "admin"}

// Object is the message as Discord's API shows it to the application.
func (m Message) Object(application string) map[string]any {
	flags := 0
	if m.Ephemeral {
		flags = rules.Ephemeral
	}
	if m.V2 {
		flags |= rules.ComponentsV2
	}
	attachments := make([]map[string]any, len(m.Attachments))
	for i, a := range m.Attachments {
		attachments[i] = map[string]any{
			"id": a.ID, "filename": a.Filename, "size": a.Size, "url": a.URL, "proxy_url": a.URL,
			"content_type": a.ContentType, "description": a.Description, "width": a.Width, "height": a.Height,
			"ephemeral": m.Ephemeral,
		}
	}
	object := map[string]any{
		"id": m.ID, "type": 0, "channel_id": m.ChannelID,
		"content": m.Content, "embeds": m.Embeds, "components": m.Components, "attachments": attachments,
		"flags": flags, "timestamp": m.CreatedAt.UTC().Format("2006-01-02T15:04:05.000000+00:00"),
		"edited_timestamp": nil, "tts": false, "pinned": false, "mention_everyone": false,
		"mentions": []any{}, "mention_roles": []any{},
		"author": map[string]any{
			"id": application, "username": "Catalyst", "discriminator": "0000", "avatar": nil, "bot": true,
		},
	}
	if !m.Posted { // an interaction's webhook has written it
		object["type"], object["application_id"], object["webhook_id"] = 20, application, application
	}
	return object
}
