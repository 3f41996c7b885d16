package rules

// The components only modals have, with Discord's numbers.
const (
	typeUpload        = 19
	typeRadioGroup    = 21
	typeCheckboxGroup = 22
	typeCheckbox      = 23
)

// modal is the data of a callback that opens a form.
func modal(c *checker, path string, value any) {
	l := &layout{form: true, ids: map[string]bool{}}
	shape{
		keys: map[string]check{
			"custom_id": text(1, 100), "title": text(1, 45), "components": list(1, 5, l.inModal),
		},
		required: []string{"custom_id", "title", "components"},
	}.walk(c, path, value)
}

func (l *layout) inModal(c *checker, path string, value any) {
	switch kind := kindOf(value); kind {
	case typeLabel:
		shape{withCommon(map[string]check{
			"label": text(1, 45), "description": text(0, 100), "component": l.labelled,
		}), []string{"label", "component"}}.walk(c, path, value)
	case typeTextDisplay:
		l.textDisplay(c, path, value)
	case typeRow:
		shape{withCommon(map[string]check{"components": list(1, 1, l.ownLabel)}), []string{"components"}}.walk(c, path, value)
	default:
		c.refuse(join(path, "type"), CodeChoices, "is %d; a modal holds labels (18) and text displays (10)", kind)
	}
}

// labelled is an input inside a label.
func (l *layout) labelled(c *checker, path string, value any) {
	switch kind := kindOf(value); {
	case kind == typeTextInput:
		l.textInput(c, path, value, false)
	case kind == typeSelect || (kind > typeTextInput && kind <= typeLastSelect):
		l.selection(c, path, value, kind)
	case kind >= typeUpload && kind <= typeCheckbox:
		l.group(c, path, value, kind)
	default:
		c.refuse(join(path, "type"), CodeChoices, "is %d, which is no input", kind)
	}
}

// ownLabel is a text input of the older kind, in an action row.
func (l *layout) ownLabel(c *checker, path string, value any) {
	if kind := kindOf(value); kind != typeTextInput {
		c.refuse(join(path, "type"), CodeChoices, "is %d; a row of a modal holds a text input (4)", kind)
		return
	}
	l.textInput(c, path, value, true)
}

func (l *layout) textInput(c *checker, path string, value any, ownLabel bool) {
	keys := withCommon(map[string]check{
		"custom_id": l.customID, "style": integer(1, 2), "min_length": integer(0, 4000), "max_length": integer(1, 4000),
		"required": boolean, "value": text(0, 4000), "placeholder": text(0, 100),
	})
	required := []string{"custom_id", "style"}
	if ownLabel {
		keys["label"] = text(1, 45)
		required = append(required, "label")
	}
	shape{keys, required}.walk(c, path, value)
}

func (l *layout) group(c *checker, path string, value any, kind int64) {
	keys := withCommon(map[string]check{"custom_id": l.customID, "required": boolean})
	switch kind {
	case typeUpload:
		keys["min_values"], keys["max_values"] = integer(0, 10), integer(1, 10)
	case typeRadioGroup:
		keys["options"] = optionList(2, 10)
	case typeCheckboxGroup:
		keys["options"] = optionList(1, 10)
		keys["min_values"], keys["max_values"] = integer(0, 10), integer(1, 10)
	case typeCheckbox:
		delete(keys, "required")
		keys["default"] = boolean
	}
	shape{keys, []string{"custom_id"}}.walk(c, path, value)
}
