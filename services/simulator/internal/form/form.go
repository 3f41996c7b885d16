// Package form holds the forms an application opens, and fills them in as
// Discord's clients do.
package form

import "encoding/json"

// The components of forms, with Discord's numbers.
const (
	typeRow           = 1
	typeStringSelect  = 3
	typeTextInput     = 4
	typeLabel         = 18
	typeRadioGroup    = 21
	typeCheckboxGroup = 22
	typeCheckbox      = 23
)

// Form is one that is open.
type Form struct {
	// ID is the simulator's own; CustomID is the application's.
	ID         string           `json:"id"`
	CustomID   string           `json:"custom_id"`
	Title      string           `json:"title"`
	Components []map[string]any `json:"components"`
}

// New makes a form of the data of a checked callback.
func New(id string, data map[string]any) *Form {
	f := &Form{ID: id, Components: []map[string]any{}}
	encoded, err := json.Marshal(data)
	if err != nil || json.Unmarshal(encoded, f) != nil {
		return f
	}
	f.ID = id // data may not choose it
	return f
}

// inputs lists every input by the order of the form.
func (f *Form) inputs() []map[string]any {
	var all []map[string]any
	for _, component := range f.Components {
		switch kindOf(component) {
		case typeLabel:
			if inner, ok := component["component"].(map[string]any); ok {
				all = append(all, inner)
			}
		case typeRow:
			inside, _ := component["components"].([]any)
			for _, item := range inside {
				if inner, ok := item.(map[string]any); ok {
					all = append(all, inner)
				}
			}
		}
	}
	return all
}

func kindOf(component map[string]any) int {
	kind, _ := component["type"].(float64)
	return int(kind)
}
