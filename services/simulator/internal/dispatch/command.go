package dispatch

import (
	"context"
	"errors"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// chatInput is Discord's number of a slash command.
const chatInput = 1

// Command sends a command and returns the id of its message at once; the
// answer comes into the channel later. text is what the user typed.
func (d *Dispatcher) Command(ctx context.Context, text string, command prompt.Command, scene event.Scene) string {
	l := d.write(draft{kind: rules.Command, prompt: text, scene: scene, data: d.commandData(command)})
	id := d.Channel.Open(l.in)
	ctx = context.WithoutCancel(ctx) // the user may close the page meanwhile
	d.running.Go(func() { d.deliver(ctx, l) })
	return id
}

func (d *Dispatcher) commandData(command prompt.Command) map[string]any {
	data := map[string]any{"id": command.ID, "name": command.Name, "type": chatInput}
	if command.ID == "" { // not registered
		data["id"] = d.IDs.Next(d.now())
	}
	if command.GuildID != "" {
		data["guild_id"] = command.GuildID
	}
	if len(command.Options) > 0 {
		data["options"] = command.Options
	}
	return data
}

// Press is a used component.
type Press struct {
	// MessageID and CustomID say which component.
	MessageID, CustomID string
	// Values are what was chosen in a menu; nil for buttons.
	Values []string
	// Force sends a component the message does not have, as forged requests
	// and buttons of older releases do.
	Force bool
	// Scene says who presses where.
	Scene event.Scene
}

// buttonType is Discord's number for a button.
const buttonType = 2

// Press sends a used component, waits for the first answer and returns the id
// of the message that changes or is new. Its errors are those of
// channel.Pressable.
func (d *Dispatcher) Press(ctx context.Context, p Press) (string, error) {
	m, kind, err := d.Channel.Pressable(p.MessageID, p.CustomID, p.Values)
	if p.Force && errors.Is(err, channel.ErrNotPressable) {
		kind, err = buttonType, nil
	}
	if err != nil {
		return "", err
	}
	data := map[string]any{"custom_id": p.CustomID, "component_type": kind, "id": 1}
	if p.Values != nil {
		data["values"] = p.Values
	}
	l := d.write(draft{kind: rules.Component, prompt: m.Prompt, scene: p.Scene, data: data, message: &m})
	d.Channel.Open(l.in)
	id, _ := d.deliver(context.WithoutCancel(ctx), l)
	return id, nil
}
