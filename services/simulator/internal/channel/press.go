package channel

import (
	"fmt"
	"slices"
)

// Pressable returns the message and the type of its component with the id, or
// ErrUnknownMessage, or the message with ErrNotPressable. Discord lets nobody
// use what is disabled or not there. values are what is chosen in a menu; a
// choice it does not offer is an error that says so.
func (c *Channel) Pressable(message, customID string, values []string) (Message, int, error) {
	m, err := c.Message(message)
	if err != nil {
		return Message{}, 0, err
	}
	for _, component := range m.Components {
		if found := pick(component, customID); found != nil {
			kind, _ := found["type"].(float64)
			return m, int(kind), choosable(found, int(kind), values)
		}
	}
	return m, 0, ErrNotPressable
}

// pick looks for an enabled component anywhere below.
func pick(component map[string]any, customID string) map[string]any {
	if component["custom_id"] == customID && component["disabled"] != true {
		return component
	}
	inside, _ := component["components"].([]any)
	for _, item := range append(inside[:len(inside):len(inside)], component["accessory"]) {
		if child, ok := item.(map[string]any); ok {
			if found := pick(child, customID); found != nil {
				return found
			}
		}
	}
	return nil
}

// Discord's numbers of a button and of the menu with its own options.
const (
	buttonType       = 2
	stringSelectType = 3
)

// choosable checks the values against the menu.
func choosable(component map[string]any, kind int, values []string) error {
	if kind == buttonType {
		if values != nil {
			return fmt.Errorf("%w: a button has no values", ErrBadChoice)
		}
		return nil
	}
	if least, most := bound(component, "min_values"), bound(component, "max_values"); len(values) < least || len(values) > most {
		return fmt.Errorf("%w: %d values are chosen, %d to %d may be", ErrBadChoice, len(values), least, most)
	}
	if kind != stringSelectType {
		return nil
	}
	offered := []string{}
	options, _ := component["options"].([]any)
	for _, option := range options {
		fields, _ := option.(map[string]any)
		value, _ := fields["value"].(string)
		offered = append(offered, value)
	}
	for i, value := range values {
		if !slices.Contains(offered, value) || slices.Contains(values[:i], value) {
			return fmt.Errorf("%w: value %d is not offered, or chosen twice", ErrBadChoice, i+1)
		}
	}
	return nil
}

// bound is a number of values a menu asks for; 1 unless it says otherwise.
func bound(component map[string]any, key string) int {
	if n, ok := component[key].(float64); ok {
		return int(n)
	}
	return 1
}
