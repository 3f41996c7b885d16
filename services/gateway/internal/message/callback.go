package message

import "fmt"

// Discord's numbers for callbacks.
const (
	callbackPong          = 1
	callbackMessage       = 4
	callbackDeferMessage  = 5
	callbackDeferUpdate   = 6
	callbackUpdateMessage = 7
	callbackChoices       = 8
	callbackModal         = 9
)

type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

type flagsOnly struct {
	Flags int `json:"flags,omitempty"`
}

// Pong answers a PING.
func Pong() []byte { return encode(callback{Type: callbackPong}) }

// Answer is the callback that shows m at once. Files cannot travel in it.
func Answer(m Message, ephemeral bool) ([]byte, error) {
	if m.File != nil {
		return nil, errFile(m)
	}
	return encode(callback{Type: callbackMessage, Data: m.payload(ephemeral)}), nil
}

// Update is the callback that makes the message a component sits on look like
// m. Files cannot travel in it.
func Update(m Message) ([]byte, error) {
	if m.File != nil {
		return nil, errFile(m)
	}
	return encode(callback{Type: callbackUpdateMessage, Data: m.payload(false)}), nil
}

func errFile(m Message) error {
	return fmt.Errorf("a callback cannot carry the file %s; defer instead", m.File.Name)
}

// Text is the callback that shows a plain text to the invoker only.
func Text(content string) []byte {
	return encode(callback{Type: callbackMessage, Data: Message{Content: content}.payload(true)})
}

// Thinking is the callback that promises a new message.
func Thinking(ephemeral bool) []byte {
	c := callback{Type: callbackDeferMessage}
	if ephemeral {
		c.Data = flagsOnly{Flags: flagEphemeral}
	}
	return encode(c)
}

// Updating is the callback that promises a change of the pressed message.
func Updating() []byte { return encode(callback{Type: callbackDeferUpdate}) }

// maxChoices is the most a user is offered.
const maxChoices = 25

// Choice is one completion of an option.
type Choice struct {
	// Name is shown, 1 to 100 characters.
	Name string `json:"name"`
	// Value is sent when it is chosen, at most 100 characters.
	Value string `json:"value"`
}

// Choices is the callback that completes what a user is typing. What is over
// Discord's limits is cut or left out: a value must be sent as it is.
func Choices(offered []Choice) []byte {
	var data struct {
		Choices []Choice `json:"choices"`
	}
	data.Choices = []Choice{}
	for _, c := range offered {
		if len(data.Choices) == maxChoices {
			break
		}
		if c.Name = cut(c.Name, maxChoiceText); c.Name != "" && units(c.Value) <= maxChoiceText {
			data.Choices = append(data.Choices, c)
		}
	}
	return encode(callback{Type: callbackChoices, Data: data})
}
