package form

import (
	"errors"
	"fmt"
	"slices"
)

// maxText is Discord's bound for one text input.
const maxText = 4000

// needed reports whether an input must be filled in; it must unless it says
// otherwise.
func needed(input map[string]any) bool { return input["required"] != false }

func number(input map[string]any, key string, otherwise int) int {
	if n, ok := input[key].(float64); ok {
		return int(n)
	}
	return otherwise
}

// offered returns the values of an input's options, and those chosen by
// default.
func offered(input map[string]any) (all, chosen []string) {
	options, _ := input["options"].([]any)
	for _, option := range options {
		fields, _ := option.(map[string]any)
		value, _ := fields["value"].(string)
		all = append(all, value)
		if fields["default"] == true {
			chosen = append(chosen, value)
		}
	}
	return all, chosen
}

// fillRadio returns the chosen value; nil for none.
func fillRadio(input map[string]any, given any) (any, error) {
	all, chosen := offered(input)
	text, ok := given.(string)
	switch {
	case given == nil && len(chosen) > 0:
		return chosen[0], nil
	case given == nil && needed(input):
		return nil, errors.New("is required")
	case given == nil:
		return nil, nil
	case !ok || !slices.Contains(all, text):
		return nil, errors.New("does not offer this")
	}
	return text, nil
}

// fillValues returns what was chosen in a menu or a group of boxes.
func fillValues(input map[string]any, kind int, given any, isGiven bool) ([]string, error) {
	all, values := offered(input)
	if isGiven {
		var err error
		if values, err = texts(given); err != nil {
			return nil, err
		}
	}
	least := 0
	if needed(input) {
		least = number(input, "min_values", 1)
	}
	most := number(input, "max_values", 1)
	if kind == typeCheckboxGroup {
		most = number(input, "max_values", len(all))
	}
	if len(values) < least || len(values) > most {
		return nil, fmt.Errorf("has %d values; %d to %d may be chosen", len(values), least, most)
	}
	for i, value := range values {
		unknown := (kind == typeStringSelect || kind == typeCheckboxGroup) && !slices.Contains(all, value)
		if unknown || slices.Contains(values[:i], value) {
			return nil, errors.New("does not offer this, or not twice")
		}
	}
	return append([]string{}, values...), nil
}

// texts reads one text or a list of texts.
func texts(given any) ([]string, error) {
	switch v := given.(type) {
	case string:
		return []string{v}, nil
	case []any:
		list := make([]string, len(v))
		for i, item := range v {
			text, ok := item.(string)
			if !ok {
				return nil, errors.New("takes a list of texts")
			}
			list[i] = text
		}
		return list, nil
	}
	return nil, errors.New("takes a list of texts")
}
