package channel

import (
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/form"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// What Discord tells users whose interaction fails.
const (
	noResponse = "The application did not respond"
	pressFails = "This interaction failed"
)

// Interaction is one event sent to the gateway.
type Interaction struct {
	// ID is its snowflake, Token the secret that opens its webhook.
	ID, Token string
	// Kind says what happened.
	Kind rules.Kind
	// Prompt is what the user typed or pressed.
	Prompt string
	// TraceID is the trace begun for it.
	TraceID string
	// Source is the id of the message that was pressed; empty for commands.
	Source string
	// Placeholder is the id of the message that stands for a form a command
	// opened; the answer to the form takes its place.
	Placeholder string
	// UserInstalled marks an application only the user installed, whose
	// follow-ups Discord bounds.
	UserInstalled bool

	sentAt       time.Time
	answeredAt   time.Time
	message      string   // the id of @original
	followUps    []string // ids of the messages added since
	acknowledged bool
	deferred     int // the callback that deferred; 0 once it was finished
	dead         bool
	firstAnswer  *float64
}

// Open registers an interaction that is about to be sent, and starts its
// clocks. A command gets its message at once; the id is empty for anything
// else. One that was given up is taken up again when it is sent once more.
func (c *Channel) Open(in Interaction) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.interactions[in.Token]; known != nil {
		c.reopen(known)
		return known.message
	}
	in.sentAt, in.message = c.now(), in.Placeholder
	c.interactions[in.Token] = &in
	if in.Kind == rules.Command {
		m := c.add(&in, Thinking)
		in.message = m.ID
		c.touch(m)
	}
	return in.message
}

func (c *Channel) reopen(in *Interaction) {
	if !in.dead {
		return
	}
	in.dead = false
	if m := c.find(in.message); m != nil && m.InteractionID == in.ID {
		m.belong(in)
		m.State = Thinking
		if in.Source != "" { // it was there before, and stays until the answer
			m.State = Done
		}
		c.touch(m)
	}
}

// since is the time the interaction has taken, in milliseconds.
func (c *Channel) since(in *Interaction) *float64 {
	ms := float64(c.now().Sub(in.sentAt).Microseconds()) / 1000
	return &ms
}

// Answered applies an accepted first answer and returns the id of the message
// that shows it or will. Further answers to the same interaction change
// nothing.
func (c *Channel) Answered(token string, callback rules.Callback, notes []rules.Violation) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	in := c.interactions[token]
	if in == nil || in.acknowledged { // nil after a reset
		return in.original()
	}
	in.acknowledged, in.dead, in.answeredAt, in.firstAnswer = true, false, c.now(), c.since(in)
	c.closeForm(in)
	m := c.original(in, callback.Type)
	m.belong(in)
	m.Violations = append(m.Violations, notes...)
	switch callback.Type {
	case rules.DeferMessage:
		m.State, in.deferred = Thinking, callback.Type
	case rules.DeferUpdate:
		m.State, in.deferred = Updating, callback.Type
	case rules.NewMessage, rules.UpdateMessage:
		c.apply(m, Draft{Fields: callback.Data})
		c.settle(m, in)
	case rules.Modal:
		m.Modal = form.New(c.ids.Next(c.now()), callback.Data)
		c.settle(m, in)
	}
	if callback.Type == rules.NewMessage || callback.Type == rules.DeferMessage {
		m.Ephemeral = rules.Flags(callback.Data)&rules.Ephemeral != 0
	}
	c.touch(m)
	return m.ID
}

// original is the id of the message the interaction tells with, if any.
func (in *Interaction) original() string {
	if in == nil {
		return ""
	}
	return in.message
}

// original finds or makes the message a callback is about.
func (c *Channel) original(in *Interaction, callback int) *Message {
	onSource := callback == rules.DeferUpdate || callback == rules.UpdateMessage || callback == rules.Modal
	if onSource && in.Source != "" {
		in.message = in.Source
	}
	m := c.find(in.message)
	if m == nil {
		m = c.add(in, Thinking)
		in.message = m.ID
	}
	return m
}

func (c *Channel) settle(m *Message, in *Interaction) {
	if m.ID == in.message {
		in.deferred = 0
	}
	m.State, m.Error, m.FinalMS = Done, "", c.since(in)
}

// Unanswered ends an interaction without an acceptable first answer: none in
// time (silent), or one that breaks rules. It returns the id of the message
// that tells.
func (c *Channel) Unanswered(token string, broken []rules.Violation, silent bool) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	in := c.interactions[token]
	if in == nil || in.acknowledged || in.dead {
		return in.original()
	}
	in.dead = true
	if !silent {
		in.firstAnswer = c.since(in)
	}
	id, told := in.message, noResponse
	if in.Source != "" {
		id, told = in.Source, pressFails
	}
	m := c.find(id)
	if m == nil {
		m = c.add(in, Failed)
	}
	open := m.Modal
	m.belong(in)
	if in.Kind == rules.ModalSubmit {
		m.Modal = open // it can be sent again
	}
	m.State, m.Error, m.Violations = Failed, told, append(m.Violations, broken...)
	if !silent && rules.Refused(broken) {
		m.State = Refused
	}
	c.touch(m)
	return m.ID
}
