// Package prompt reads what a user types into a chat: a slash command with
// its options.
package prompt

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
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
	// ID is the snowflake of the registered command; empty for others.
	ID string
	// GuildID is the guild it is registered in; empty for all guilds.
	GuildID string
	Name    string
	Options []Option
}

// Option is one named value, or a subcommand with its own options.
type Option struct {
	Name string `json:"name"`
	// Type is Discord's number of the option's type.
	Type    int      `json:"type"`
	Value   any      `json:"value,omitempty"`
	Options []Option `json:"options,omitempty"`
	// Focused marks the option that is being typed.
	Focused bool `json:"focused,omitempty"`
}

// Parse reads a line such as "/check AAPL" or "/chart ticker:MSFT
// timeframe:1Y". Values in double quotes may hold spaces. Commands that are
// not known are read too; their unnamed options are called option1, option2
// and so on. Errors say in plain words what cannot be read.
func Parse(line string, known []definition.Command) (Command, error) {
	if len(line) > maxLength || !utf8.ValidString(line) {
		return Command{}, fmt.Errorf("a command is valid text of at most %d bytes", maxLength)
	}
	words, err := split(line)
	if err != nil {
		return Command{}, err
	}
	return read(words, known, false)
}

// read makes a command of words; a draft may hold values that do not fit their
// option yet.
func read(words []string, known []definition.Command, isDraft bool) (Command, error) {
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
	l := &level{name: "/" + command.Name, isDraft: isDraft}
	for _, d := range known {
		if d.Name == command.Name {
			command.ID, command.GuildID, l.known, l.options = d.ID, d.GuildID, true, d.Options
		}
	}
	var err error
	command.Options, err = l.read(words[1:])
	return command, err
}

// innermost returns the deepest options, those of the subcommand if there is one.
func (c *Command) innermost() *[]Option {
	list := &c.Options
	for len(*list) == 1 && ((*list)[0].Type == definition.Subcommand || (*list)[0].Type == definition.Group) {
		list = &(*list)[0].Options
	}
	return list
}
