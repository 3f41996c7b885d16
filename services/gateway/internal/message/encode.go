package message

import "encoding/json"

// flagEphemeral makes a message visible to the invoker only.
const flagEphemeral = 64

// Discord's numbers for components.
const (
	componentRow       = 1
	componentButton    = 2
	componentTextInput = 4
	componentLabel     = 18
)

// attachmentID is the id of the only file.
const attachmentID = "0"

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
	m = m.fit()
	p := payload{
		Content: m.Content, Embeds: m.Embeds, Components: []row{},
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
	for _, b := range buttons[:min(len(buttons), maxButtons)] {
		r.Components = append(r.Components, button{componentButton, b.Style, cut(b.Label, maxButtonLabel), b.CustomID, b.Disabled})
	}
	return r
}

func encode(v any) []byte {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(err) // structs of strings and numbers always encode
	}
	return encoded
}
