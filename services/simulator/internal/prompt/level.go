package prompt

import (
	"fmt"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
)

// level is one level of a command: the command itself, a group or a
// subcommand.
type level struct {
	name    string
	known   bool
	options []definition.Option
	isDraft bool
	given   []Option
}

func (l *level) read(words []string) ([]Option, error) {
	if len(l.options) > 0 && l.options[0].Nested() {
		return l.descend(words)
	}
	for i, word := range words {
		if l.extend(word) {
			continue
		}
		option, err := l.option(i, word)
		if err != nil {
			return nil, err
		}
		if l.has(option.Name) {
			return nil, fmt.Errorf("the option %s is given twice", option.Name)
		}
		l.given = append(l.given, option)
	}
	return l.given, nil
}

// extend adds a word to the last option, when that takes any text, unaided, and
// every option has a value: people type questions without quotes.
func (l *level) extend(word string) bool {
	if len(l.options) == 0 || len(l.given) < len(l.options) {
		return false
	}
	last := &l.given[len(l.given)-1]
	d := l.find(last.Name)
	text, isText := last.Value.(string)
	if d == nil || d.Type != definition.String || d.Autocomplete || len(d.Choices) > 0 || !isText {
		return false
	}
	if match := optionPattern.FindStringSubmatch(word); match != nil && l.find(match[1]) != nil {
		return false
	}
	last.Value = text + " " + word
	return true
}

// descend reads a subcommand or a group.
func (l *level) descend(words []string) ([]Option, error) {
	for _, o := range l.options {
		if len(words) == 0 || o.Name != strings.ToLower(words[0]) {
			continue
		}
		below := &level{name: l.name + " " + o.Name, known: true, options: o.Options, isDraft: l.isDraft}
		inside, err := below.read(words[1:])
		return []Option{{Name: o.Name, Type: o.Type, Options: inside}}, err
	}
	return nil, fmt.Errorf("%s is used with one of %s", l.name, l.names())
}

// option reads one word, with the name in front or by its place.
func (l *level) option(place int, word string) (Option, error) {
	if match := optionPattern.FindStringSubmatch(word); match != nil {
		d := l.find(match[1])
		// A colon may belong to the value where the name is none of the known.
		if d != nil || !l.known {
			return l.valued(match[1], d, word[len(match[0]):])
		}
	}
	if !l.known {
		return l.valued(fmt.Sprintf("option%d", place+1), nil, word)
	}
	for _, o := range l.options {
		if !l.has(o.Name) {
			return l.valued(o.Name, &o, word)
		}
	}
	return Option{}, fmt.Errorf("%s has only the options %s", l.name, l.names())
}

func (l *level) valued(name string, d *definition.Option, text string) (Option, error) {
	o := Option{Name: name, Type: definition.String, Value: text}
	if d == nil {
		return o, nil
	}
	o.Type = d.Type
	value, err := typed(d, text)
	if err != nil && !l.isDraft {
		return Option{}, err
	}
	if err == nil {
		o.Value = value
	}
	return o, nil
}

func (l *level) find(name string) *definition.Option {
	i := slices.IndexFunc(l.options, func(o definition.Option) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return &l.options[i]
}

func (l *level) has(name string) bool {
	return slices.ContainsFunc(l.given, func(o Option) bool { return o.Name == name })
}

func (l *level) names() string {
	names := make([]string, len(l.options))
	for i, o := range l.options {
		names[i] = o.Name
	}
	return strings.Join(names, ", ")
}
