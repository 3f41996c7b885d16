// Package commandline reads what a person types into the simulator.
package commandline

import (
	"errors"
	"strings"
)

// Option is an option of a registered command.
type Option struct {
	Name     string   `json:"name"`
	Required bool     `json:"required"`
	Choices  []string `json:"choices,omitempty"`
}

// Command is a command as it would be registered with Discord.
type Command struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Options     []Option `json:"options"`
}

// Registered lists the commands the simulated application has, under the names
// the bot registers them with.
func Registered() []Command {
	ticker := Option{Name: "ticker", Required: true}
	return []Command{
		{"check", "Price, change, ranges, volume and trend of one symbol", []Option{ticker}},
		{"chart", "Candles, volume and averages of one symbol as a picture", []Option{
			ticker, {Name: "timeframe", Choices: []string{"1D", "5D", "1M", "3M", "1Y"}},
		}},
	}
}

// Input is one typed command.
type Input struct {
	Name string
	// Options are the options given, in the order of the command.
	Options []Value
}

// Value is an option with what was given for it.
type Value struct{ Name, Text string }

// ErrNoCommand is returned for text that does not begin with a command.
var ErrNoCommand = errors.New("a command begins with a slash, such as /check AAPL")

// Parse reads a command with options in order, or by name as name:value. The
// last option takes the rest of the line. Unknown commands are read as well:
// what an application says to them is worth seeing.
func Parse(text string) (Input, error) {
	words := strings.Fields(text)
	if len(words) == 0 || len(words[0]) < 2 || words[0][0] != '/' {
		return Input{}, ErrNoCommand
	}
	in := Input{Name: strings.ToLower(words[0][1:])}
	options := optionsOf(in.Name)
	for _, word := range words[1:] {
		in.add(options, word)
	}
	return in, nil
}

func optionsOf(name string) []Option {
	for _, c := range Registered() {
		if c.Name == name {
			return c.Options
		}
	}
	return nil
}

func (in *Input) add(options []Option, word string) {
	if name, value, named := strings.Cut(word, ":"); named && hasOption(options, name) {
		in.Options = append(in.Options, Value{name, value})
		return
	}
	for _, o := range options {
		if !in.has(o.Name) {
			in.Options = append(in.Options, Value{o.Name, word})
			return
		}
	}
	if n := len(in.Options); n > 0 {
		in.Options[n-1].Text += " " + word
	}
}

func (in *Input) has(name string) bool {
	for _, v := range in.Options {
		if v.Name == name {
			return true
		}
	}
	return false
}

func hasOption(options []Option, name string) bool {
	for _, o := range options {
		if o.Name == name {
			return true
		}
	}
	return false
}
