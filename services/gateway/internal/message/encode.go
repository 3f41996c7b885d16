package message

import "encoding/json"

// flagEphemeral makes a message visible to the invoker only.
const flagEphemeral = 64

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
	// Nonce is of new messages in a channel.
	Nonce        string `json:"nonce,omitempty"`
	EnforceNonce bool   `json:"enforce_nonce,omitempty"`
}

type allowedMentions struct {
	Parse []string `json:"parse"`
}

type attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description"`
}

func (m Message) payload(ephemeral bool) payload {
	m = m.fit()
	p := payload{
		Content: m.Content, Embeds: m.Embeds, Components: []row{},
		Attachments: []attachment{}, AllowedMentions: allowedMentions{Parse: []string{}},
	}
	for _, r := range m.Rows {
		p.Components = append(p.Components, r.encode())
	}
	if m.File != nil {
		p.Attachments = append(p.Attachments, attachment{attachmentID, m.File.Name, m.File.Alt})
	}
	if ephemeral {
		p.Flags = flagEphemeral
	}
	return p
}

func encode(v any) []byte {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(err) // structs of strings and numbers always encode
	}
	return encoded
}
