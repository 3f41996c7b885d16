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
var ErrInvalid = errors.New("a symbol is 1 to 12 letters and digits, such as AAPL, BRK.B or ^GSPC")

// Symbol is the canonical name of a listed security: upper case, and a dot
// before the class of shares, such as BRK.B, or the series of preferred ones,
// such as JPM.PL. The zero value is no symbol.
type Symbol string

var (
	index = regexp.MustCompile(`^\^[A-Z0-9][A-Z0-9.\-]*$`)
	root  = regexp.MustCompile(`^[A-Z0-9]+$`)
	class = regexp.MustCompile(`^(PR?[.\-/ ]?)?[A-Z0-9]+$`)
)

// Parse reads a symbol in any usual spelling: case, surrounding spaces and a
// leading '$' do not matter; BRK-B and BRK/B are BRK.B; JPM-PL, JPM/PRL and
// "JPM PR L" are JPM.PL.
func Parse(text string) (Symbol, error) {
	s := strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(text), "$"))
	if !index.MatchString(s) {
		s = canonical(s)
	}
	if s == "" || len(s) > MaxLength {
		return "", ErrInvalid
	}
	return Symbol(s), nil
}

// Class is what follows the dot; preferred says whether it is the series of
// preferred shares, which is then given without its P.
func (s Symbol) Class() (root, class string, preferred bool) {
	root, class, _ = strings.Cut(string(s), ".")
	if len(class) == 2 && class[0] == 'P' {
		return root, class[1:], true
	}
	return root, class, false
}

// String returns the canonical spelling.
func (s Symbol) String() string { return string(s) }

// IsIndex reports whether the symbol names an index and not a security.
func (s Symbol) IsIndex() bool { return strings.HasPrefix(string(s), "^") }

// marks are what people write between a root and its class.
const marks = ".-/ ^"

// canonical writes a security in capitals with a dot; empty when it is none.
func canonical(text string) string {
	cut := strings.IndexAny(text, marks)
	if cut < 0 {
		return matching(root, text)
	}
	mark, rest := text[cut], matching(class, text[cut+1:])
	if matching(root, text[:cut]) == "" || rest == "" {
		return ""
	}
	rest = strings.NewReplacer(".", "", "-", "", "/", "", " ", "").Replace(rest)
	preferred := len(rest) == 3 && strings.HasPrefix(rest, "PR")
	switch {
	case preferred:
		rest = "P" + rest[2:]
	case mark == '^' && len(rest) == 1: // people write JPM^L as well
		rest = "P" + rest
	case mark == '^', mark == ' ' && len(rest) != 1: // two words, not one symbol
		return ""
	}
	return text[:cut] + "." + rest
}

func matching(pattern *regexp.Regexp, text string) string {
	if pattern.MatchString(text) {
		return text
	}
	return ""
}
