package message

// Modal is a dialog that asks the user for texts.
type Modal struct {
	// CustomID comes back with what was entered.
	CustomID string
	// Title is at most 45 characters.
	Title string
	// Inputs are 1 to 5.
	Inputs []TextInput
}

// TextInput is one line, or a paragraph, to type into.
type TextInput struct {
	CustomID string
	// Label is at most 45 characters.
	Label string
	// Description is at most 100 characters; it may be empty.
	Description string
	// Hint is shown while nothing was typed, at most 100 characters.
	Hint string
	// Value is there to begin with.
	Value     string
	Paragraph bool
	Optional  bool
	// MaxLength is 1 to 4000 characters.
	MaxLength int
}

// Discord's numbers for text inputs.
const (
	inputShort     = 1
	inputParagraph = 2
)

type modal struct {
	CustomID   string  `json:"custom_id"`
	Title      string  `json:"title"`
	Components []label `json:"components"`
}

type label struct {
	Type        int       `json:"type"`
	Label       string    `json:"label"`
	Description string    `json:"description,omitempty"`
	Component   textInput `json:"component"`
}

type textInput struct {
	Type        int    `json:"type"`
	CustomID    string `json:"custom_id"`
	Style       int    `json:"style"`
	Required    bool   `json:"required"`
	MaxLength   int    `json:"max_length"`
	Placeholder string `json:"placeholder,omitempty"`
	Value       string `json:"value,omitempty"`
}

// Open is the callback that opens a modal. It is only ever a first answer.
func Open(m Modal) []byte {
	body := modal{CustomID: m.CustomID, Title: cut(m.Title, maxModalText), Components: []label{}}
	for _, input := range m.Inputs {
		body.Components = append(body.Components, input.encode())
	}
	return encode(callback{Type: callbackModal, Data: body})
}

func (i TextInput) encode() label {
	style := inputShort
	if i.Paragraph {
		style = inputParagraph
	}
	return label{
		Type: componentLabel, Label: cut(i.Label, maxModalText), Description: cut(i.Description, maxHint),
		Component: textInput{
			Type: componentTextInput, CustomID: i.CustomID, Style: style, Required: !i.Optional,
			MaxLength: i.MaxLength, Placeholder: cut(i.Hint, maxHint), Value: cut(i.Value, i.MaxLength),
		},
	}
}
