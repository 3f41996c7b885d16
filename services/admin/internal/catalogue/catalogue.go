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
	"strings"

	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
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
	// ChangedBy is the least role that may change it.
	ChangedBy permission.Role
	// ReadBy is the service that follows it; empty for those of the engine that
	// sends the bot's alerts, which is no service of the mesh.
	ReadBy string
	// SecondPerson is set where a change needs someone else's approval.
	SecondPerson bool
}

// ErrOutOfBounds is what every fault of a value is.
var ErrOutOfBounds = errors.New("value out of bounds")

// BoundsError is an ErrOutOfBounds with a sentence that may be shown.
type BoundsError struct{ Public string }

// Error says what is wrong.
func (e BoundsError) Error() string { return fmt.Sprintf("%s: %s", ErrOutOfBounds, e.Public) }

// Is reports whether target is ErrOutOfBounds.
func (e BoundsError) Is(target error) bool { return target == ErrOutOfBounds }

func outOfBounds(format string, args ...any) error {
	return BoundsError{fmt.Sprintf(format, args...)}
}

// Parse reads a stored value and checks it.
func (p Parameter) Parse(text string) (Value, error) {
	if p.Kind == Choice {
		if !slices.Contains(p.Choices, text) {
			return Value{}, outOfBounds("%s is one of %s.", p.Name, strings.Join(p.Choices, ", "))
		}
		return Value{Word: text}, nil
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return Value{}, outOfBounds("%s is a number.", p.Name)
	}
	if p.Kind != Number && number != math.Trunc(number) {
		return Value{}, outOfBounds("%s is a whole number.", p.Name)
	}
	if number > p.Max || number < p.Min || p.MinExclusive && number == p.Min {
		return Value{}, outOfBounds("%s lies %s.", p.Name, p.Bounds())
	}
	return Value{Number: number}, nil
}

// Bounds says in words where a number lies, unit included.
func (p Parameter) Bounds() string {
	from, to := plain(p.Min), p.plain(p.Max)
	if p.MinExclusive {
		return fmt.Sprintf("above %s and up to %s", from, to)
	}
	return fmt.Sprintf("between %s and %s", from, to)
}

// plain is a number for people, with the unit.
func (p Parameter) plain(number float64) string {
	return strings.TrimSpace(plain(number) + " " + p.Unit)
}

func plain(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }

// Format writes a value the way Parse reads it.
func (p Parameter) Format(v Value) string {
	if p.Kind == Choice {
		return v.Word
	}
	return strconv.FormatFloat(v.Number, 'g', -1, 64)
}

// All lists every parameter, by group and name.
func All() []Parameter {
	all := slices.Concat(alerts(), keywords(), meshParameters(), providers(), sentiment())
	slices.SortFunc(all, func(a, b Parameter) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// Find looks a parameter up.
func Find(name string) (Parameter, bool) {
	all := All()
	i := slices.IndexFunc(all, func(p Parameter) bool { return p.Name == name })
	if i < 0 {
		return Parameter{}, false
	}
	return all[i], true
}

// Defaults are the values of a new installation, by name.
func Defaults() map[string]Value {
	values := map[string]Value{}
	for _, p := range All() {
		values[p.Name] = p.Default
	}
	return values
}
