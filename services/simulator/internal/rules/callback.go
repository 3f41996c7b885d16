package rules

import "slices"

// Kind is the type of an interaction, with Discord's numbers.
type Kind int

// The kinds of interactions.
const (
	Ping         Kind = 1
	Command      Kind = 2
	Component    Kind = 3
	Autocomplete Kind = 4
	ModalSubmit  Kind = 5
)

// The types of callbacks, with Discord's numbers.
const (
	Pong          = 1
	NewMessage    = 4
	DeferMessage  = 5
	DeferUpdate   = 6
	UpdateMessage = 7
	Choices       = 8
	Modal         = 9
)

// Flags of messages.
const (
	// Ephemeral: only the invoker sees the message.
	Ephemeral = 1 << 6
	// ComponentsV2: the message is made of components of version 2.
	ComponentsV2 = 1 << 15
)

// legal lists the callbacks each kind may be answered with.
func legal(kind Kind, onMessage bool) []int64 {
	switch kind {
	case Ping:
		return []int64{Pong}
	case Command:
		return []int64{NewMessage, DeferMessage, Modal}
	case Component:
		return []int64{NewMessage, DeferMessage, DeferUpdate, UpdateMessage, Modal}
	case Autocomplete:
		return []int64{Choices}
	case ModalSubmit:
		if onMessage {
			return []int64{NewMessage, DeferMessage, DeferUpdate, UpdateMessage}
		}
		return []int64{NewMessage, DeferMessage, DeferUpdate}
	}
	return nil
}

// Callback is a checked first answer.
type Callback struct {
	// Type is Discord's number of the callback; 0 when there was none.
	Type int
	// Data is what came with it; nil when there was nothing.
	Data map[string]any
}

// Flags are the flag bits of a decoded message; 0 when it sets none.
func Flags(fields map[string]any) int64 {
	bits, _ := whole(fields["flags"])
	return bits
}

// CheckCallback checks the body of a first answer to an interaction of the
// kind. source is the message the interaction came from; nil for none.
func CheckCallback(kind Kind, source *Context, body []byte) (Callback, []Violation) {
	var c checker
	value, err := decode(body)
	if err != nil {
		c.refuse("", CodeJSON, "the answer %v", err)
		return Callback{}, c.found
	}
	fields := shape{
		keys:     map[string]check{"type": integer(1, 13), "data": anything},
		required: []string{"type"},
	}.walk(&c, "", value)
	number, ok := whole(fields["type"])
	if !ok {
		return Callback{}, c.found
	}
	if allowed := legal(kind, source != nil); !slices.Contains(allowed, number) {
		c.refuse("type", CodeCallback, "%d does not answer an interaction of type %d; %v do", number, kind, allowed)
		return Callback{}, c.found
	}
	callback := Callback{Type: int(number)}
	callback.Data, _ = fields["data"].(map[string]any)
	c.callbackData(callback.Type, source, fields["data"])
	return callback, c.found
}

func (c *checker) callbackData(number int, source *Context, data any) {
	switch number {
	case Pong, DeferUpdate:
		if data != nil {
			c.refuse("data", CodeUnknown, "must not be there for type %d", number)
		}
	case DeferMessage:
		if data != nil {
			shape{keys: map[string]check{"flags": flags(Ephemeral)}}.walk(c, "data", data)
		}
	case Choices:
		c.needData(choices, data)
	case Modal:
		c.needData(modal, data)
	default:
		c.callbackMessage(number, source, data)
	}
}

func (c *checker) needData(inner check, data any) {
	if data == nil {
		c.refuse("data", CodeRequired, "is required")
		return
	}
	inner(c, "data", data)
}

func (c *checker) callbackMessage(number int, source *Context, data any) {
	in := Context{Mode: Post}
	if number == UpdateMessage && source != nil {
		in = Context{Mode: Patch, Kept: source.Kept, Filled: source.Filled, V2: source.V2}
	}
	in.callback = true
	c.needData(func(c *checker, path string, value any) { c.message(path, value, in) }, data)
}
