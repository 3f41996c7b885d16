// Package statistics counts what the gateway did, for tests that expect exact
// numbers of calls.
package statistics

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

const (
	// invalidWindow is the time over which Discord counts invalid requests.
	invalidWindow = 10 * time.Minute
	// maxKept bounds the interactions and the messages that are counted; the
	// oldest go first.
	maxKept = 20_000
)

// Interaction is what became of one interaction.
type Interaction struct {
	ID string `json:"id"`
	// Type is Discord's number of the interaction's type.
	Type rules.Kind `json:"type"`
	// MessageID is the message that shows the answer; empty for none.
	MessageID string `json:"message_id"`
	// Asked is how often the gateway was sent the interaction.
	Asked int `json:"asked"`
	// FirstAnswer is the type of the accepted first answer; null for none.
	FirstAnswer *int `json:"first_answer"`
	// Finals counts what users saw as an answer: an immediate one, applied
	// edits and applied follow-ups.
	Finals int `json:"finals"`
}

// Message is what was done to one message.
type Message struct {
	// WebhookCalls counts every call meant for the message, whatever came of it.
	WebhookCalls int `json:"webhook_calls"`
	// Edits counts the edits that were applied.
	Edits int `json:"edits"`
	// Messages counts the follow-ups added after it.
	Messages int `json:"messages"`
}

// Statistics counts; use New. Its methods may be called at once from many
// goroutines.
type Statistics struct {
	now func() time.Time

	mu           sync.Mutex
	calls        map[string]int
	violations   map[string]int
	refused      int
	invalid      []time.Time
	interactions shelf[Interaction]
	messages     shelf[Message]
}

// New makes statistics that read the time from now.
func New(now func() time.Time) *Statistics {
	s := &Statistics{now: now}
	s.Reset()
	return s
}

// Reset forgets everything.
func (s *Statistics) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls, s.violations = map[string]int{}, map[string]int{}
	s.refused, s.invalid = 0, nil
	s.interactions, s.messages = shelf[Interaction]{}, shelf[Message]{}
}

// Asked counts an interaction sent to the gateway.
func (s *Statistics) Asked(id string, kind rules.Kind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.interactions.get(id)
	in.ID, in.Type = id, kind
	in.Asked++
}

// Answered notes an accepted first answer and the message that shows it.
func (s *Statistics) Answered(id, message string, callback int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	in := s.interactions.get(id)
	if in.FirstAnswer != nil { // a duplicate got the stored one
		return
	}
	in.FirstAnswer, in.MessageID = &callback, message
	if callback == rules.NewMessage || callback == rules.UpdateMessage {
		in.Finals++
	}
}

// Violated counts the violations of one call, by code.
func (s *Statistics) Violated(found []rules.Violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range found {
		s.violations[v.Code]++
	}
	if rules.Refused(found) {
		s.refused++
	}
}

// Call is one webhook call as it ended.
type Call struct {
	Method string
	// Status is the HTTP status; 0 when the connection was cut.
	Status int
	// Shared marks a 429 that Discord does not hold against the caller.
	Shared bool
	// Message is the message it was meant for; empty when there is none.
	Message string
}

// Called counts a webhook call.
func (s *Statistics) Called(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	outcome := "cut"
	if c.Status > 0 {
		outcome = strconv.Itoa(c.Status)
	}
	s.calls[c.Method+" "+outcome]++
	if c.Message != "" {
		s.messages.get(c.Message).WebhookCalls++
	}
	switch c.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		if !c.Shared {
			s.invalid = append(s.invalid, s.now())
		}
	}
}

// Edited counts an applied edit of a message by an interaction.
func (s *Statistics) Edited(interaction, message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.interactions.get(interaction).Finals++
	s.messages.get(message).Edits++
}

// Added counts a follow-up after the original message of an interaction.
func (s *Statistics) Added(interaction, original string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.interactions.get(interaction).Finals++
	if original != "" {
		s.messages.get(original).Messages++
	}
}
