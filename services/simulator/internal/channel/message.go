// Package channel is the chat the simulator shows: its messages, and the
// interactions that may still change them.
package channel

import (
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/form"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// State is where a message stands.
type State string

// The states of a message.
const (
	// Thinking: the message was promised and has not come.
	Thinking State = "thinking"
	// Updating: a change of the message was promised and has not come.
	Updating State = "updating"
	// Done: the message shows what it was meant to.
	Done State = "done"
	// Failed: no answer came in time, or none that can be read.
	Failed State = "failed"
	// Refused: what came breaks a rule of Discord.
	Refused State = "refused"
)

// Final reports whether nothing more is awaited.
func (s State) Final() bool { return s != Thinking && s != Updating }

// Message is one message as the page and the API show it.
type Message struct {
	ID string `json:"id"`
	// ChannelID is one of Rooms, and Channel its name.
	ChannelID string `json:"channel_id"`
	Channel   string `json:"channel"`
	// Posted marks what the bot wrote by itself.
	Posted bool  `json:"posted"`
	State  State `json:"state"`
	// Prompt is what the user typed or pressed.
	Prompt string `json:"prompt"`
	// Error is what Discord tells the user when an interaction fails.
	Error string `json:"error"`
	// InteractionID is the interaction that made or last changed the message.
	InteractionID string    `json:"interaction_id"`
	CreatedAt     time.Time `json:"created_at"`
	// FirstAnswerMS and FinalMS are milliseconds since the interaction was
	// sent; null until then.
	FirstAnswerMS *float64         `json:"first_answer_ms"`
	FinalMS       *float64         `json:"final_ms"`
	Content       string           `json:"content"`
	Embeds        []map[string]any `json:"embeds"`
	Components    []map[string]any `json:"components"`
	Attachments   []Attachment     `json:"attachments"`
	Ephemeral     bool             `json:"ephemeral"`
	// V2 marks components of version 2.
	V2 bool `json:"v2"`
	// Violations are what Discord would refuse, of every answer so far to the
	// last interaction.
	Violations []rules.Violation `json:"violations"`
	// Modal is the form the application opened and nobody has sent yet; null
	// for none.
	Modal *form.Form `json:"modal"`
	// TraceID is the trace the simulator began for the interaction.
	TraceID string `json:"trace_id"`
	// Revision rises with every change of any message.
	Revision uint64 `json:"revision"`
}

// Attachment is a file of a message.
type Attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	URL         string `json:"url"`
	ContentType string `json:"content_type"`
	// Size is in bytes; Width and Height are pixels, 0 for what is no picture.
	Size        int    `json:"size"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	Description string `json:"description"`
	data        []byte
}

// Upload is a file that came with a webhook call.
type Upload struct {
	// Index is the n of files[n].
	Index string
	// Filename is the name in the upload; the attachments list may change it.
	Filename    string
	ContentType string
	// Width and Height are pixels, 0 for what is no picture.
	Width, Height int
	Data          []byte
}

// Draft is a checked message body with its files.
type Draft struct {
	Fields  map[string]any
	Uploads []Upload
	// Violations are the notes the checks left.
	Violations []rules.Violation
}

// Placeholder reports whether the message only stands for a form a command
// opened.
func (m Message) Placeholder() bool {
	return m.Modal != nil && m.Content == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Attachments) == 0
}

// Context is what a change of the message is checked against.
func (m Message) Context() rules.Context {
	in := rules.Context{Mode: rules.Patch, V2: m.V2, Kept: map[string]string{}, Filled: map[string]bool{
		"content": m.Content != "", "embeds": len(m.Embeds) > 0,
		"components": len(m.Components) > 0, "attachments": len(m.Attachments) > 0,
	}}
	for _, a := range m.Attachments {
		in.Kept[a.ID] = a.Filename
	}
	return in
}
