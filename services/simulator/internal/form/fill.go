package form

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"unicode/utf16"
)

// ErrFilled is wrapped by the errors of values Discord's clients would not
// send.
var ErrFilled = errors.New("the form cannot be sent like this")

// Fill returns the data of the interaction that submits the form. values are
// by custom_id: text, a list of texts, or true and false for a checkbox;
// inputs that are left out keep what the application put in. Its errors wrap
// ErrFilled.
func (f *Form) Fill(values map[string]any) (map[string]any, error) {
	answers := map[string]map[string]any{}
	for _, input := range f.inputs() {
		id, _ := input["custom_id"].(string)
		given, isGiven := values[id]
		answer, err := fillInput(input, given, isGiven)
		if err != nil {
			return nil, fmt.Errorf("%w: %s %w", ErrFilled, id, err)
		}
		answers[id] = answer
	}
	for _, id := range slices.Sorted(maps.Keys(values)) {
		if answers[id] == nil {
			return nil, fmt.Errorf("%w: it has no input %q", ErrFilled, id)
		}
	}
	components := make([]any, 0, len(f.Components))
	for i, component := range f.Components {
		components = append(components, f.submitted(i, component, answers))
	}
	return map[string]any{"custom_id": f.CustomID, "components": components}, nil
}

// submitted is a component as it comes back.
func (f *Form) submitted(place int, component map[string]any, answers map[string]map[string]any) map[string]any {
	answered := func(inner any) map[string]any {
		fields, _ := inner.(map[string]any)
		id, _ := fields["custom_id"].(string)
		return answers[id]
	}
	back := map[string]any{"type": kindOf(component), "id": place + 1}
	switch kindOf(component) {
	case typeLabel:
		back["component"] = answered(component["component"])
	case typeRow:
		inside, _ := component["components"].([]any)
		row := make([]any, len(inside))
		for i, item := range inside {
			row[i] = answered(item)
		}
		back["components"] = row
	}
	return back
}

// fillInput checks a value against its input and returns the input as it comes
// back.
func fillInput(input map[string]any, given any, isGiven bool) (map[string]any, error) {
	kind := kindOf(input)
	back := map[string]any{"type": kind, "custom_id": input["custom_id"], "id": 1}
	var err error
	switch kind {
	case typeTextInput:
		back["value"], err = fillText(input, given, isGiven)
	case typeCheckbox:
		back["value"], err = fillCheckbox(input, given, isGiven)
	case typeRadioGroup:
		back["value"], err = fillRadio(input, given)
	default:
		back["values"], err = fillValues(input, kind, given, isGiven)
	}
	return back, err
}

func fillText(input map[string]any, given any, isGiven bool) (string, error) {
	if !isGiven {
		given, _ = input["value"].(string)
	}
	text, ok := given.(string)
	length := len(utf16.Encode([]rune(text)))
	most := number(input, "max_length", maxText)
	switch {
	case !ok:
		return "", errors.New("takes text")
	case length == 0 && needed(input):
		return "", errors.New("is required")
	case length > 0 && (length < number(input, "min_length", 0) || length > most):
		return "", fmt.Errorf("has %d characters; %d to %d are taken", length, number(input, "min_length", 0), most)
	}
	return text, nil
}

func fillCheckbox(input map[string]any, given any, isGiven bool) (bool, error) {
	if !isGiven {
		given = input["default"] == true
	}
	checked, ok := given.(bool)
	if !ok {
		return false, errors.New("takes true or false")
	}
	return checked, nil
}
