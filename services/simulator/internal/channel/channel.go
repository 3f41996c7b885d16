package channel

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
)

const (
	// AnswerLimit is the time Discord waits for the first answer.
	AnswerLimit = 3 * time.Second
	// TokenLife is how long a token is good for, from the interaction on.
	TokenLife = 15 * time.Minute
	// maxMessages is how many messages are kept; the oldest go first.
	maxMessages = 200
	// maxFollowUps is Discord's bound where only the user installed the
	// application.
	maxFollowUps = 5
)

// Errors of a call that names an interaction or a message.
var (
	ErrUnknownWebhook   = errors.New("no acknowledged interaction has this token")
	ErrExpired          = errors.New("the token is older than 15 minutes")
	ErrUnknownForm      = errors.New("no such form is open")
	ErrUnknownMessage   = errors.New("no such message")
	ErrTooManyFollowUps = errors.New("a user-installed application adds at most 5 messages")
	ErrNotPressable     = errors.New("the message has no such button, or it is disabled")
	ErrBadChoice        = errors.New("the menu does not offer this")
)

// Channel holds messages and interactions. Its methods may be called at once
// from many goroutines.
type Channel struct {
	ids *snowflake.Source
	now func() time.Time

	mu           sync.Mutex
	messages     []*Message
	interactions map[string]*Interaction // by token
	nonces       map[string]nonce
	revision     uint64
	removals     uint64
	changed      chan struct{}
}

// New makes an empty channel that reads the time from now.
func New(ids *snowflake.Source, now func() time.Time) *Channel {
	return &Channel{ids: ids, now: now, interactions: map[string]*Interaction{}, nonces: map[string]nonce{}, changed: make(chan struct{})}
}

// Reset empties the channel and forgets every token.
func (c *Channel) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.removals += uint64(len(c.messages))
	c.messages, c.interactions, c.nonces = nil, map[string]*Interaction{}, map[string]nonce{}
	c.touch(nil)
}

// Message returns a copy of a message, or ErrUnknownMessage.
func (c *Channel) Message(id string) (Message, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.find(id)
	if m == nil {
		return Message{}, ErrUnknownMessage
	}
	return snapshot(m), nil
}

// Since returns copies of the messages changed after the revision, oldest
// message first, the revision now, and a channel that closes at the next
// change.
func (c *Channel) Since(revision uint64) ([]Message, uint64, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	changed := []Message{}
	for _, m := range c.messages {
		if m.Revision > revision {
			changed = append(changed, snapshot(m))
		}
	}
	return changed, c.revision, c.changed
}

// Removals counts the messages that are gone.
func (c *Channel) Removals() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.removals
}

// File returns a file of a message by its name, or ErrUnknownMessage.
func (c *Channel) File(message, name string) (Attachment, []byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m := c.find(message); m != nil {
		for _, a := range m.Attachments {
			if a.Filename == name {
				return a, a.data, nil
			}
		}
	}
	return Attachment{}, nil, ErrUnknownMessage
}

func (c *Channel) find(id string) *Message {
	for _, m := range c.messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

func (c *Channel) add(in *Interaction, state State) *Message {
	m := &Message{
		ID: c.ids.Next(c.now()), ChannelID: RoomID, Channel: Rooms[RoomID], State: state, Prompt: in.Prompt, CreatedAt: c.now(),
		Embeds: []map[string]any{}, Components: []map[string]any{}, Attachments: []Attachment{},
	}
	m.belong(in)
	c.messages = append(c.messages, m)
	if len(c.messages) > maxMessages {
		c.messages = slices.Delete(c.messages, 0, 1)
		c.removals++
	}
	return m
}

// belong makes the interaction the one the message tells about.
func (m *Message) belong(in *Interaction) {
	m.InteractionID, m.TraceID, m.Error, m.Modal = in.ID, in.TraceID, "", nil
	m.FirstAnswerMS, m.FinalMS, m.Violations = in.firstAnswer, nil, []rules.Violation{}
}

// touch tells everybody who waits that a message changed; nil for one that is
// gone.
func (c *Channel) touch(m *Message) {
	c.revision++
	if m != nil {
		m.Revision = c.revision
	}
	close(c.changed)
	c.changed = make(chan struct{})
}

// snapshot copies what a later change would write to. Embeds, components and
// attachments are only ever replaced.
func snapshot(m *Message) Message {
	copied := *m
	copied.Violations = slices.Clone(m.Violations)
	return copied
}
