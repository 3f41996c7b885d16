package prompt

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
)

// maxInteger is the largest whole number Discord takes in an option.
const maxInteger = 1<<53 - 1

// typed turns text into a value of the option's type.
func typed(d *definition.Option, text string) (any, error) {
	switch {
	case d.Type == definition.Integer:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n > maxInteger || n < -maxInteger {
			return nil, fmt.Errorf("the option %s is a whole number", d.Name)
		}
		return n, nil
	case d.Type == definition.Number:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return nil, fmt.Errorf("the option %s is a number", d.Name)
		}
		return n, nil
	case d.Type == definition.Boolean:
		b, err := strconv.ParseBool(strings.ToLower(text))
		if err != nil {
			return nil, fmt.Errorf("the option %s is true or false", d.Name)
		}
		return b, nil
	case d.Type >= definition.User && d.Type <= definition.Mentionable:
		if _, err := strconv.ParseUint(text, 10, 64); err != nil {
			return nil, fmt.Errorf("the option %s is an id", d.Name)
		}
	}
	return text, nil
}

// errQuote is returned for a line that ends inside a quotation.
var errQuote = errors.New("a quotation mark is not closed")

// split cuts at white space outside double quotes, and drops the quotes. With
// errQuote it returns the words all the same.
func split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	quoted, started := false, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted, started = !quoted, true
		case unicode.IsSpace(r) && !quoted:
			if started {
				words = append(words, word.String())
			}
			word.Reset()
			started = false
		default:
			word.WriteRune(r)
			started = true
		}
	}
	if started {
		words = append(words, word.String())
	}
	if quoted {
		return words, errQuote
	}
	return words, nil
}
