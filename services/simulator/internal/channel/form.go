package channel

import "github.com/catalyst-bot/mesh/services/simulator/internal/form"

// Form returns an open form and the message it was opened from, or
// ErrUnknownForm.
func (c *Channel) Form(id string) (form.Form, Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.messages {
		if m.Modal != nil && m.Modal.ID == id {
			return *m.Modal, snapshot(m), nil
		}
	}
	return form.Form{}, Message{}, ErrUnknownForm
}

// closeForm ends the form an interaction answered.
func (c *Channel) closeForm(in *Interaction) {
	for _, id := range []string{in.Source, in.Placeholder} {
		if m := c.find(id); m != nil && m.Modal != nil {
			m.Modal = nil
			c.touch(m)
		}
	}
}
