package dispatch

import (
	"context"

	"github.com/catalyst-bot/mesh/services/simulator/internal/event"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// Submit sends an open form filled in, waits for the first answer and returns
// the id of the message that changes or is new, and that of the message the
// form was opened from. Its errors are channel.ErrUnknownForm or wrap
// form.ErrFilled.
func (d *Dispatcher) Submit(ctx context.Context, id string, values map[string]any, scene event.Scene) (changed, from string, err error) {
	f, m, err := d.Channel.Form(id)
	if err != nil {
		return "", "", err
	}
	data, err := f.Fill(values)
	if err != nil {
		return "", "", err
	}
	sending := draft{kind: rules.ModalSubmit, prompt: m.Prompt, scene: scene, data: data}
	if !m.Placeholder() {
		sending.message = &m
	}
	l := d.write(sending)
	if m.Placeholder() {
		l.in.Placeholder = m.ID
	}
	d.Channel.Open(l.in)
	changed, _ = d.deliver(context.WithoutCancel(ctx), l)
	return changed, m.ID, nil
}
