package event

import (
	"encoding/json"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// Event is one interaction to be sent.
type Event struct {
	// ID is its snowflake, Token the secret of its webhook.
	ID, Token string
	// Application is the application it is for.
	Application string
	Kind        rules.Kind
	// Scene says who does it where; it must be complete.
	Scene Scene
	// Data is what was typed, pressed or filled in.
	Data any
	// Message is the message that was pressed; nil for none.
	Message map[string]any
}

// Body is the JSON of the interaction. A PING is as sparse as Discord's own.
func (e Event) Body() []byte {
	body := map[string]any{
		"id": e.ID, "application_id": e.Application, "type": e.Kind, "token": e.Token, "version": 1,
	}
	if e.Kind != rules.Ping {
		e.Scene.describe(body)
	}
	if e.Data != nil {
		body["data"] = e.Data
	}
	if e.Message != nil {
		body["message"] = e.Message
		e.inRoom(body)
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		panic(err) // what was decoded from JSON always encodes
	}
	return encoded
}

// inRoom puts what happens in a guild into the channel of the message.
func (e Event) inRoom(body map[string]any) {
	room, _ := e.Message["channel_id"].(string)
	at, _ := body["channel"].(map[string]any)
	if name := channel.Rooms[room]; name != "" && body["guild_id"] != nil {
		body["channel_id"], at["id"], at["name"] = room, room, name
	}
}
