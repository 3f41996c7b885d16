package message

import (
	"encoding/json"
	"fmt"
)

// flagEphemeral makes a message visible to the invoker only.
const flagEphemeral = 64

// Discord's numbers for callbacks.
const (
	callbackPong         = 1
	callbackMessage      = 4
	callbackDeferMessage = 5
	callbackDeferUpdate  = 6
	callbackChoices      = 8
	componentRow         = 1
	componentButton      = 2
	attachmentID         = "0"
)

type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

type flagsOnly struct {
	Flags int `json:"flags,omitempty"`
}

// payload is a message body. Lists are never left out: an edit without them
// would keep what was there, and mentions would fall back to Discord's default.
type payload struct {
	Content         string          `json:"content"`
	Embeds          []Embed         `json:"embeds"`
	Components      []row           `json:"components"`
	Attachments     []attachment    `json:"attachments"`
	AllowedMentions allowedMentions `json:"allowed_mentions"`
	Flags           int             `json:"flags,omitempty"`
}

type allowedMentions struct {
	Parse []string `json:"parse"`
}

type attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description"`
}

type row struct {
	Type       int      `json:"type"`
	Components []button `json:"components"`
}

type button struct {
	Type     int    `json:"type"`
	Style    Style  `json:"style"`
	Label    string `json:"label"`
	CustomID string `json:"custom_id"`
	Disabled bool   `json:"disabled,omitempty"`
}

func (m Message) payload(ephemeral bool) payload {
	p := payload{
		Content: m.Content, Embeds: append([]Embed{}, m.Embeds...), Components: []row{},
		Attachments: []attachment{}, AllowedMentions: allowedMentions{Parse: []string{}},
	}
	for _, buttons := range m.Rows {
		p.Components = append(p.Components, buttonRow(buttons))
	}
	if m.File != nil {
		p.Attachments = append(p.Attachments, attachment{attachmentID, m.File.Name, m.File.Alt})
	}
	if ephemeral {
		p.Flags = flagEphemeral
	}
	return p
}

func buttonRow(buttons []Button) row {
	r := row{Type: componentRow}
	for _, b := range buttons {
		r.Components = append(r.Components, button{componentButton, b.Style, b.Label, b.CustomID, b.Disabled})
	}
	return r
}

// Pong answers a PING.
func Pong() []byte { return encode(callback{Type: callbackPong}) }

// Answer is the callback that shows m at once. Files cannot travel in it.
func Answer(m Message, ephemeral bool) ([]byte, error) {
	if m.File != nil {
		return nil, fmt.Errorf("a callback cannot carry the file %s; defer instead", m.File.Name)
	}
	return encode(callback{Type: callbackMessage, Data: m.payload(ephemeral)}), nil
}

// Text is the callback that shows a plain text to the invoker only.
func Text(content string) []byte {
	return encode(callback{Type: callbackMessage, Data: Message{Content: content}.payload(true)})
}

// Thinking is the callback that promises a new message.
func Thinking(ephemeral bool) []byte {
	c := callback{Type: callbackDeferMessage}
	if ephemeral {
		c.Data = flagsOnly{Flags: flagEphemeral}
	}
	return encode(c)
}

// Updating is the callback that promises a change of the pressed message.
func Updating() []byte { return encode(callback{Type: callbackDeferUpdate}) }

// NoChoices is the callback that completes nothing.
func NoChoices() []byte {
	return encode(callback{Type: callbackChoices, Data: struct {
		Choices []string `json:"choices"`
	}{Choices: []string{}}})
}

func encode(v any) []byte {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(err) // structs of strings and numbers always encode
	}
	return encoded
}
