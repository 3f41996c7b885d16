package interaction

// Options are the options of a slash command by name: string, float64 or bool.
type Options map[string]any

// String returns the text of an option; empty when it was not given.
func (o Options) String(name string) string {
	text, _ := o[name].(string)
	return text
}

// Inputs are what was entered in a modal, by the input's custom id: the text,
// or the choices.
type Inputs map[string][]string

// Text returns the text of an input; empty when there is none.
func (i Inputs) Text(id string) string {
	if len(i[id]) == 0 {
		return ""
	}
	return i[id][0]
}
