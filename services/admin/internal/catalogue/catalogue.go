// Package catalogue is the closed list of parameters: their types, defaults,
// bounds and meaning. A name that is not here is no parameter.
package catalogue

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Kind is the type of a value. Its numbers are those of the
// catalyst.admin.v1.Kind enum.
type Kind int

// The kinds.
const (
	Number Kind = iota + 1
	Integer
	// Duration is in milliseconds.
	Duration
	Choice
)

// Value is one value; which field counts depends on the kind.
type Value struct {
	Number float64
	Word   string
}

// Parameter is one knob.
type Parameter struct {
	Name, Description, Group, Unit string
	Kind                           Kind
	Default                        Value
	// Min and Max bound numbers; Min itself is excluded by MinExclusive.
	Min, Max     float64
	MinExclusive bool
	// Choices are the allowed words of a Choice.
	Choices []string
}

// ErrOutOfBounds is wrapped by every fault of a value.
var ErrOutOfBounds = errors.New("value out of bounds")

// Parse reads a stored value and checks it.
func (p Parameter) Parse(text string) (Value, error) {
	if p.Kind == Choice {
		if !slices.Contains(p.Choices, text) {
			return Value{}, fmt.Errorf("%w: %s is one of %v", ErrOutOfBounds, p.Name, p.Choices)
		}
		return Value{Word: text}, nil
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return Value{}, fmt.Errorf("%w: %s is a number", ErrOutOfBounds, p.Name)
	}
	if p.Kind != Number && number != math.Trunc(number) {
		return Value{}, fmt.Errorf("%w: %s is a whole number", ErrOutOfBounds, p.Name)
	}
	if number > p.Max || number < p.Min || p.MinExclusive && number == p.Min {
		return Value{}, fmt.Errorf("%w: %s lies between %v and %v", ErrOutOfBounds, p.Name, p.Min, p.Max)
	}
	return Value{Number: number}, nil
}

// Format writes a value the way Parse reads it.
func (p Parameter) Format(v Value) string {
	if p.Kind == Choice {
		return v.Word
	}
	return strconv.FormatFloat(v.Number, 'g', -1, 64)
}

// All lists every parameter, by group and name.
func All() []Parameter {
	all := slices.Concat(alerts(), keywords(), meshParameters(), sentiment())
	slices.SortFunc(all, func(a, b Parameter) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Name, b.Name))
	})
	return all
}
