package prompt

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
)

// Focus reads a line that is still being typed. The named option is the one
// in focus; without a name it is the last one, and after white space the next.
// Values need not fit their option yet.
func Focus(line, name string, known []definition.Command) (Command, error) {
	if len(line) > maxLength || !utf8.ValidString(line) {
		return Command{}, fmt.Errorf("a command is valid text of at most %d bytes", maxLength)
	}
	words, err := split(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	if err == nil && len(words) > 0 && name == "" && unicode.IsSpace(last) {
		words = append(words, "")
	}
	command, err := read(words, known, true)
	if err != nil {
		return Command{}, err
	}
	options := command.innermost()
	for i := range *options {
		if o := &(*options)[i]; o.Name == name || (name == "" && i == len(*options)-1) {
			o.Focused = true
			return command, nil
		}
	}
	if name == "" {
		return Command{}, errors.New("no option is being typed")
	}
	*options = append(*options, Option{Name: name, Type: definition.String, Value: "", Focused: true})
	return command, nil
}
