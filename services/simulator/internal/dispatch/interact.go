package dispatch

import (
	"context"
	"errors"
	"net/url"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// maxRepeat bounds how often one interaction is sent at once.
const maxRepeat = 100

// Errors of Interact.
var (
	ErrKind   = errors.New("type is 2 (command), 3 (component), 4 (autocomplete) or 5 (modal)")
	ErrRepeat = errors.New("repeat is 1 to 100")
	ErrTo     = errors.New("to is an http or https URL")
)

// Raw is an interaction built from its parts, for tests.
type Raw struct {
	Kind rules.Kind
	// Data goes out as it is.
	Data any
	// ID and Token are made when empty. An id that was sent before sends the
	// same signed bytes again.
	ID, Token string
	Scene     event.Scene
	// MessageID is the message of a component or of a modal opened from one;
	// empty for none.
	MessageID string
	// Repeat is how often it is sent at once; 0 means 1.
	Repeat int
	// To is the URL it is sent to; empty for the gateway's.
	To string
}

// Sent is what became of a Raw interaction.
type Sent struct {
	ID string `json:"id"`
	// MessageID is the message that shows the answer; empty for none.
	MessageID string   `json:"message_id,omitempty"`
	Answers   []Answer `json:"answers"`
}

// Interact sends an interaction and waits for every answer. Its errors are of
// this package or channel.ErrUnknownMessage.
func (d *Dispatcher) Interact(ctx context.Context, raw Raw) (Sent, error) {
	if raw.Kind < rules.Command || raw.Kind > rules.ModalSubmit {
		return Sent{}, ErrKind
	}
	times := max(raw.Repeat, 1)
	if raw.Repeat < 0 || raw.Repeat > maxRepeat {
		return Sent{}, ErrRepeat
	}
	endpoint := d.Endpoint()
	if raw.To != "" {
		parsed, err := url.Parse(raw.To)
		if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
			return Sent{}, ErrTo
		}
		endpoint = raw.To
	}
	var message *channel.Message
	if raw.MessageID != "" {
		m, err := d.Channel.Message(raw.MessageID)
		if err != nil {
			return Sent{}, err
		}
		message = &m
	}
	l := d.remember(raw.ID, func() letter {
		return d.write(draft{
			id: raw.ID, token: raw.Token, kind: raw.Kind, prompt: nameOf(raw.Data), scene: raw.Scene, data: raw.Data, message: message,
		})
	})
	if l.in.Kind != rules.Autocomplete {
		d.Channel.Open(l.in)
	}
	id, answers := d.deliverMany(context.WithoutCancel(ctx), endpoint, l, times)
	return Sent{l.in.ID, id, answers}, nil
}

// nameOf is what stands on the page for an interaction nobody typed.
func nameOf(data any) string {
	fields, _ := data.(map[string]any)
	if name, _ := fields["name"].(string); name != "" {
		return "/" + name
	}
	id, _ := fields["custom_id"].(string)
	return id
}
