package channel

// Pressable returns the message and the type of its component with the id, or
// ErrUnknownMessage, or the message with ErrNotPressable. Discord lets nobody
// press what is disabled or not there.
func (c *Channel) Pressable(message, customID string) (Message, int, error) {
	m, err := c.Message(message)
	if err != nil {
		return Message{}, 0, err
	}
	for _, component := range m.Components {
		if found := pick(component, customID); found != nil {
			kind, _ := found["type"].(float64)
			return m, int(kind), nil
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
