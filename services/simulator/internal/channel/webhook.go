package channel

import (
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// open finds the interaction a token belongs to.
func (c *Channel) open(token string) (*Interaction, error) {
	in := c.interactions[token]
	switch {
	case in == nil || in.dead || !in.acknowledged:
		return nil, ErrUnknownWebhook
	case c.now().Sub(in.sentAt) >= TokenLife:
		return nil, ErrExpired
	}
	return in, nil
}

// target is the interaction of an open token and the message with the id, which
// must be one of its own; an empty id is its original message.
func (c *Channel) target(token, id string) (*Interaction, *Message, error) {
	in, err := c.open(token)
	if err != nil {
		return nil, nil, err
	}
	if id == "" {
		id = in.message
	}
	m := c.find(id)
	if m == nil || (id != in.message && !slices.Contains(in.followUps, id)) {
		return nil, nil, ErrUnknownMessage
	}
	return in, m, nil
}

// Check returns nil while the token opens its webhook, and otherwise
// ErrUnknownWebhook or ErrExpired.
func (c *Channel) Check(token string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.open(token)
	return err
}

// Owner is what a token belongs to.
type Owner struct {
	// MessageID is the original message; empty when there is none.
	MessageID string
	// SinceAnswer is the time since the first answer; 0 before it.
	SinceAnswer time.Duration
}

// Whose tells what a token belongs to; nothing for an unknown one.
func (c *Channel) Whose(token string) Owner {
	c.mu.Lock()
	defer c.mu.Unlock()
	in := c.interactions[token]
	switch {
	case in == nil:
		return Owner{}
	case !in.acknowledged:
		return Owner{MessageID: in.message}
	}
	return Owner{in.message, c.now().Sub(in.answeredAt)}
}

// Reach returns a message of a token, the original one for an empty id, or one
// of the errors of this package.
func (c *Channel) Reach(token, id string) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, m, err := c.target(token, id)
	if err != nil {
		return Message{}, err
	}
	return snapshot(m), nil
}

// Edit changes a message of a token, the original one for an empty id; a
// deferred one is finished by it.
func (c *Channel) Edit(token, id string, d Draft) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	in, m, err := c.target(token, id)
	if err != nil {
		return Message{}, err
	}
	c.edit(in, m, d)
	return snapshot(m), nil
}

func (c *Channel) edit(in *Interaction, m *Message, d Draft) {
	if m.InteractionID != in.ID {
		m.belong(in)
	}
	c.apply(m, d)
	c.settle(m, in)
	c.touch(m)
}

// FollowUp adds a message. While a new message is promised, the follow-up is
// taken for it, as Discord still does.
func (c *Channel) FollowUp(token string, d Draft) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	in, err := c.open(token)
	if err != nil {
		return Message{}, err
	}
	original := c.find(in.message)
	if original != nil && in.deferred == rules.DeferMessage {
		d.Violations = append(d.Violations, rules.Violation{
			Code: rules.CodeDeprecated, Text: "a follow-up that finishes a deferred message is deprecated", Note: true,
		})
		c.edit(in, original, d)
		return snapshot(original), nil
	}
	if in.UserInstalled && len(in.followUps) >= maxFollowUps {
		return Message{}, ErrTooManyFollowUps
	}
	if original != nil && in.deferred == rules.DeferUpdate {
		c.settle(original, in)
		c.touch(original)
	}
	return snapshot(c.addFollowUp(in, d)), nil
}

func (c *Channel) addFollowUp(in *Interaction, d Draft) *Message {
	m := c.add(in, Done)
	in.followUps = append(in.followUps, m.ID)
	m.Ephemeral = rules.Flags(d.Fields)&rules.Ephemeral != 0
	c.apply(m, d)
	c.settle(m, in)
	c.touch(m)
	return m
}

// Delete removes a message of a token, the original one for an empty id.
func (c *Channel) Delete(token, id string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	in, m, err := c.target(token, id)
	if err != nil {
		return err
	}
	if m.ID == in.message {
		in.deferred = 0
	}
	c.messages = slices.DeleteFunc(c.messages, func(other *Message) bool { return other == m })
	c.removals++
	c.touch(nil)
	return nil
}

// Refuse keeps what was wrong with a webhook call on the message it was meant
// for.
func (c *Channel) Refuse(token string, broken []rules.Violation) {
	c.mu.Lock()
	defer c.mu.Unlock()
	in, m, err := c.target(token, "")
	if err != nil {
		return
	}
	if in.deferred != 0 {
		m.State, m.FinalMS = Refused, c.since(in)
	}
	m.Violations = append(m.Violations, broken...)
	c.touch(m)
}
