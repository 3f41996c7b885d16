// Package prompt reads what a user types into a chat: a slash command with
// its options.
package prompt

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLength is the longest line taken, in bytes; Discord's own is shorter.
const maxLength = 8000

// maxOptions is Discord's bound for one command.
const maxOptions = 25

var (
	namePattern   = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)
	optionPattern = regexp.MustCompile(`^([-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}):`)
)

// Command is one parsed line.
type Command struct {
	Name    string
	Options []Option
}

// Option is one named value, always text.
type Option struct{ Name, Value string }

// known are the options of the commands that may be typed without names, in
// their order.
func known(command string) []string {
	switch command {
	case "check":
		return []string{"ticker"}
	case "chart":
		return []string{"ticker", "timeframe"}
	}
	return nil
}

// Parse reads a line such as "/check AAPL" or "/chart ticker:MSFT
// timeframe:1Y". Values in double quotes may hold spaces. Commands nobody
// registered are read too; their unnamed options are called option1, option2
// and so on. Errors say in plain words what cannot be read.
func Parse(line string) (Command, error) {
	if len(line) > maxLength || !utf8.ValidString(line) {
		return Command{}, fmt.Errorf("a command is valid text of at most %d bytes", maxLength)
	}
	words, err := split(line)
	if err != nil {
		return Command{}, err
	}
	if len(words) == 0 || !strings.HasPrefix(words[0], "/") {
		return Command{}, errors.New("a command begins with a slash, such as /check AAPL")
	}
	command := Command{Name: strings.ToLower(words[0][1:])}
	if !namePattern.MatchString(command.Name) {
		return Command{}, errors.New("no command of Discord may be called this")
	}
	if len(words)-1 > maxOptions {
		return Command{}, fmt.Errorf("a command has at most %d options", maxOptions)
	}
	if err := command.read(words[1:]); err != nil {
		return Command{}, err
	}
	return command, nil
}

func (c *Command) read(words []string) error {
	names := known(c.Name)
	for i, word := range words {
		option, named := cut(word, names)
		if !named {
			name, err := c.unnamed(i, names)
			if err != nil {
				return err
			}
			option = Option{Name: name, Value: word}
		}
		if c.has(option.Name) {
			return fmt.Errorf("the option %s is given twice", option.Name)
		}
		c.Options = append(c.Options, option)
	}
	return nil
}

// cut splits name:value. Only names the command has count, if they are known:
// a colon may belong to the value.
func cut(word string, names []string) (Option, bool) {
	match := optionPattern.FindStringSubmatch(word)
	if match == nil || (names != nil && !slices.Contains(names, match[1])) {
		return Option{}, false
	}
	return Option{Name: match[1], Value: word[len(match[0]):]}, true
}

// unnamed is the name for the value in the given place.
func (c *Command) unnamed(place int, names []string) (string, error) {
	if names == nil {
		return fmt.Sprintf("option%d", place+1), nil
	}
	for _, name := range names {
		if !c.has(name) {
			return name, nil
		}
	}
	return "", fmt.Errorf("/%s has only the options %s", c.Name, strings.Join(names, ", "))
}

func (c *Command) has(name string) bool {
	return slices.ContainsFunc(c.Options, func(o Option) bool { return o.Name == name })
}

// split cuts at white space outside double quotes, and drops the quotes.
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
	if quoted {
		return nil, errors.New("a quotation mark is not closed")
	}
	if started {
		words = append(words, word.String())
	}
	return words, nil
}
