package channel

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"
)

// Limits of Discord.
const (
	// FirstAnswerLimit is the time an application has for its first answer.
	FirstAnswerLimit = 3 * time.Second
	// TokenLife is the time a token may change messages.
	TokenLife = 15 * time.Minute
	// maxMessages is how many messages are kept.
	maxMessages = 200
)

// Errors of tokens.
var (
	// ErrUnknownToken means there is no such webhook, or not yet.
	ErrUnknownToken = errors.New("unknown webhook")
	// ErrExpiredToken means 15 minutes have passed.
	ErrExpiredToken = errors.New("invalid webhook token")
	// ErrUnknownMessage means there is no such message.
	ErrUnknownMessage = errors.New("unknown message")
)

// Grant is what the token of one interaction may change.
type Grant struct {
	// MessageID is the message @original stands for.
	MessageID string
	// StartedAt is when the interaction was sent.
	StartedAt time.Time
	TraceID   string
	// Ephemeral is whether its answers are for one user only.
	Ephemeral bool
	acked     bool
}

// Channel holds messages and grants. Make one with New.
type Channel struct {
	mu       sync.Mutex
	now      func() time.Time
	order    []string
	messages map[string]*Message
	grants   map[string]*Grant
	changed  chan struct{}
}

// New makes an empty channel with a clock.
func New(now func() time.Time) *Channel {
	return &Channel{now: now, messages: map[string]*Message{}, grants: map[string]*Grant{}, changed: make(chan struct{})}
}

// Now is the time of the channel's clock.
func (c *Channel) Now() time.Time { return c.now() }

// Post adds a message.
func (c *Channel) Post(m Message) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m.CreatedAt = c.now()
	c.order = append(c.order, m.ID)
	c.messages[m.ID] = &m
	if len(c.order) > maxMessages {
		delete(c.messages, c.order[0])
		c.order = c.order[1:]
	}
	c.announce(&m)
}

// Change lets fn change a message and tells watchers.
func (c *Channel) Change(id string, fn func(m *Message)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, ok := c.messages[id]
	if !ok {
		return ErrUnknownMessage
	}
	fn(m)
	c.announce(m)
	return nil
}

func (c *Channel) announce(m *Message) {
	m.Revision++
	close(c.changed)
	c.changed = make(chan struct{})
}

// Remove deletes a message.
func (c *Channel) Remove(id string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.messages[id]; !ok {
		return ErrUnknownMessage
	}
	delete(c.messages, id)
	c.order = slices.DeleteFunc(c.order, func(other string) bool { return other == id })
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

// Message returns a message as it is now.
func (c *Channel) Message(id string) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, ok := c.messages[id]
	if !ok {
		return Message{}, ErrUnknownMessage
	}
	return *m, nil
}

// Messages returns all messages, oldest first, and a channel that closes with
// the next change.
func (c *Channel) Messages() ([]Message, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]Message, 0, len(c.order))
	for _, id := range c.order {
		all = append(all, *c.messages[id])
	}
	return all, c.changed
}

// Await returns a message once enough of it is there, or as it is when ctx
// ends.
func (c *Channel) Await(ctx context.Context, id string, enough func(Message) bool) (Message, error) {
	for {
		_, changed := c.Messages()
		m, err := c.Message(id)
		if err != nil || enough(m) {
			return m, err
		}
		select {
		case <-ctx.Done():
			return m, nil
		case <-changed:
		}
	}
}

// Final reports whether nothing more is promised for the message.
func Final(m Message) bool { return m.State.final() }

// Answered reports whether the message had its first answer.
func Answered(m Message) bool { return m.State != Sending }

// Open makes a token that cannot be used until Ack.
func (c *Channel) Open(token string, g Grant) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g.StartedAt = c.now()
	maps.DeleteFunc(c.grants, func(_ string, old *Grant) bool { return c.now().Sub(old.StartedAt) > 2*TokenLife })
	c.grants[token] = &g
}

// Ack lets a token be used for a message, because the first answer is there.
func (c *Channel) Ack(token, messageID string, ephemeral bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if g, ok := c.grants[token]; ok {
		g.MessageID, g.Ephemeral, g.acked = messageID, ephemeral, true
	}
}

// Grant returns what a token may change.
func (c *Channel) Grant(token string) (Grant, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.grants[token]
	switch {
	case !ok || !g.acked:
		return Grant{}, ErrUnknownToken
	case c.now().Sub(g.StartedAt) > TokenLife:
		return Grant{}, ErrExpiredToken
	default:
		return *g, nil
	}
}

// Since is the time since the interaction of a grant, in milliseconds.
func (c *Channel) Since(g Grant) *float64 {
	ms := float64(c.now().Sub(g.StartedAt).Microseconds()) / 1000
	return &ms
}
