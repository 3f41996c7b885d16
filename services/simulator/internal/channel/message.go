// Package channel is the one channel of the simulator: its messages, what
// state they are in, and the tokens that may change them.
package channel

import (
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/discord"
)

// State is where a message stands.
type State string

// The states.
const (
	// Sending has no answer yet.
	Sending State = "sending"
	// Thinking was promised an answer.
	Thinking State = "thinking"
	// Updating was promised a change.
	Updating State = "updating"
	// Done shows a final answer.
	Done State = "done"
	// Failed was not answered in time.
	Failed State = "failed"
	// Refused was answered with something Discord does not take.
	Refused State = "refused"
)

// final reports whether nothing more is promised.
func (s State) final() bool { return s == Done || s == Failed || s == Refused }

// Attachment is a stored file of a message.
type Attachment struct {
	Filename    string `json:"filename"`
	URL         string `json:"url"`
	Description string `json:"description"`
	Size        int    `json:"size"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	Data        []byte `json:"-"`
}

// Message is one message as the channel shows it.
type Message struct {
	ID string `json:"id"`
	// Invocation is what the user typed or pressed.
	Invocation string              `json:"invocation"`
	State      State               `json:"state"`
	Ephemeral  bool                `json:"ephemeral"`
	Content    string              `json:"content"`
	Embeds     []discord.Embed     `json:"embeds"`
	Components []discord.Component `json:"components"`
	Files      []Attachment        `json:"attachments"`
	// Violations is what Discord would refuse, or warn about.
	Violations []string `json:"violations"`
	// FirstAnswer and Final are times since the newest interaction, in
	// milliseconds; absent until they happened.
	FirstAnswer *float64  `json:"first_answer_ms"`
	Final       *float64  `json:"final_ms"`
	TraceID     string    `json:"trace_id"`
	CreatedAt   time.Time `json:"created_at"`
	// Revision grows with every change.
	Revision int `json:"revision"`
}

// Apply makes the message look like a body that was sent for it.
func (m *Message) Apply(body discord.Message, files []Attachment) {
	if body.Content != nil {
		m.Content = *body.Content
	}
	if body.Embeds != nil {
		m.Embeds = body.Embeds
	}
	if body.Components != nil {
		m.Components = body.Components
	}
	if body.Attachments != nil || files != nil {
		m.Files = files
	}
}
