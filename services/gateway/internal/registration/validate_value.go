package registration

import "math"

const (
	maxChoices = 25
	// maxChoice is the longest name or text of a choice, in characters.
	maxChoice = 100
)

func (c *checker) choices(at string, o Option) {
	if len(o.Choices) > 0 && o.Type != String && !numeric(o) {
		c.add(at, "only texts and numbers have choices")
	}
	if o.Autocomplete && o.Type != String && !numeric(o) {
		c.add(at, "only texts and numbers are completed")
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		c.add(at, "choices and autocomplete exclude each other")
	}
	if len(o.Choices) > maxChoices {
		c.add(at, "%d choices; at most %d", len(o.Choices), maxChoices)
	}
	long := func(path, what, text string) { c.text(path, what, text, maxChoice) }
	for _, choice := range o.Choices {
		long(at, "name of choice "+choice.Name, choice.Name)
		c.localised(at, "name of choice "+choice.Name, choice.NameLocalizations, long)
		c.choiceValue(at, o, choice)
	}
}

// choiceValue checks that the value is of the option's type.
func (c *checker) choiceValue(at string, o Option, choice Choice) {
	what := "value of choice " + choice.Name
	switch value := choice.Value.(type) {
	case string:
		if numeric(o) {
			c.add(at, "%s is a text", what)
		}
		c.text(at, what, value, maxChoice)
	case float64:
		switch {
		case !numeric(o):
			c.add(at, "%s is a number", what)
		case math.Abs(value) > largestInteger, o.Type == Integer && value != math.Trunc(value):
			c.add(at, "%s is no whole number within 2^53", what)
		}
	default:
		c.add(at, "%s is neither text nor number", what)
	}
}

func (c *checker) bounds(at string, o Option) {
	if (o.MinValue != nil || o.MaxValue != nil) && !numeric(o) {
		c.add(at, "only numbers have min_value and max_value")
	}
	if o.MinValue != nil && o.MaxValue != nil && *o.MinValue > *o.MaxValue {
		c.add(at, "min_value is above max_value")
	}
	for _, bound := range []*float64{o.MinValue, o.MaxValue} {
		if bound != nil && (math.Abs(*bound) > largestInteger || o.Type == Integer && *bound != math.Trunc(*bound)) {
			c.add(at, "min_value and max_value are within 2^53, and whole for whole numbers")
		}
	}
	c.lengths(at, o)
	if len(o.ChannelTypes) > 0 && o.Type != Channel {
		c.add(at, "only channels have channel_types")
	}
}

func (c *checker) lengths(at string, o Option) {
	if (o.MinLength != nil || o.MaxLength != nil) && o.Type != String {
		c.add(at, "only texts have min_length and max_length")
	}
	if o.MinLength != nil && (*o.MinLength < 0 || *o.MinLength > maxTextLength) {
		c.add(at, "min_length is 0 to %d", maxTextLength)
	}
	if o.MaxLength != nil && (*o.MaxLength < 1 || *o.MaxLength > maxTextLength) {
		c.add(at, "max_length is 1 to %d", maxTextLength)
	}
	if o.MinLength != nil && o.MaxLength != nil && *o.MinLength > *o.MaxLength {
		c.add(at, "min_length is above max_length")
	}
}
