package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// ErrRecording is returned for what is no recorded interaction.
var ErrRecording = errors.New("an interaction is an object with a type of 1 to 5, and data unless it is 1")

// Replayed is what the gateway answered to a recorded interaction.
type Replayed struct {
	// Status is the HTTP status; 0 when there was no answer.
	Status int `json:"status"`
	// Type is the type of the callback; 0 when there was none.
	Type       int               `json:"type"`
	Violations []rules.Violation `json:"violations"`
	DurationMS float64           `json:"duration_ms"`
	// MessageID is the message that shows the answer; empty for none.
	MessageID string `json:"message_id"`
}

// Replay sends a recorded interaction under a fresh id and token, for the
// simulated application, and waits for the first answer. Its error is
// ErrRecording.
func (d *Dispatcher) Replay(ctx context.Context, recorded map[string]any) (Replayed, error) {
	number, _ := recorded["type"].(json.Number)
	kind, err := strconv.Atoi(number.String())
	if err != nil || kind < int(rules.Ping) || kind > int(rules.ModalSubmit) ||
		(rules.Kind(kind) != rules.Ping && recorded["data"] == nil) {
		return Replayed{}, ErrRecording
	}
	id := d.IDs.Next(d.now())
	recorded["id"], recorded["application_id"], recorded["token"] = id, d.application, token(id)
	body, err := json.Marshal(recorded)
	if err != nil {
		return Replayed{}, ErrRecording
	}
	l := letter{sealed: d.seal(body), in: channel.Interaction{
		ID: id, Token: recorded["token"].(string), Kind: rules.Kind(kind), Prompt: nameOf(recorded["data"]), TraceID: random(16),
		UserInstalled: byUserOnly(recorded["authorizing_integration_owners"]),
	}}
	if recorded["message"] != nil { // it holds something, though not in this channel
		l.source = &rules.Context{Filled: map[string]bool{"content": true}}
	}
	if l.in.Kind != rules.Ping && l.in.Kind != rules.Autocomplete {
		d.Channel.Open(l.in)
	}
	message, a := d.deliver(ctx, l)
	return Replayed{a.Status, a.callback.Type, a.Violations, a.DurationMS, message}, nil
}

// byUserOnly reports whether only a user installed the application.
func byUserOnly(owners any) bool {
	fields, _ := owners.(map[string]any)
	_, byUser := fields["1"]
	return byUser && len(fields) == 1
}
