// Package symbol parses the names of listed securities.
package symbol

import (
	"errors"
	"regexp"
	"strings"
)

// MaxLength is the longest symbol accepted, in characters.
const MaxLength = 12

// ErrInvalid is returned for text that cannot be a symbol.
var ErrInvalid = errors.New("a symbol is 1 to 12 letters, digits, '.' or '-', such as AAPL, BRK.B or ^GSPC")

// Symbol is the canonical, upper-case name of a listed security. The zero
// value is no symbol.
type Symbol string

var pattern = regexp.MustCompile(`^(\^[A-Z0-9]|[A-Z0-9])[A-Z0-9.\-]*$`)

// Parse reads a symbol as a person would type it: case, surrounding spaces
// and a leading '$' do not matter.
func Parse(text string) (Symbol, error) {
	s := strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(text), "$"))
	if len(s) > MaxLength || !pattern.MatchString(s) {
		return "", ErrInvalid
	}
	return Symbol(s), nil
}

// String returns the canonical spelling.
func (s Symbol) String() string { return string(s) }

// IsIndex reports whether the symbol names an index and not a security.
func (s Symbol) IsIndex() bool { return strings.HasPrefix(string(s), "^") }
