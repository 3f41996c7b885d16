// Package definition describes slash commands as far as typing them needs.
package definition

import (
	_ "embed"
	"encoding/json"
)

// Discord's numbers of the types of options.
const (
	Subcommand  = 1
	Group       = 2
	String      = 3
	Integer     = 4
	Boolean     = 5
	User        = 6
	Mentionable = 9
	Number      = 10
	Attachment  = 11
)

// Command is one slash command, in Discord's words.
type Command struct {
	// ID is its snowflake; empty for one that is not registered.
	ID string `json:"id,omitempty"`
	// GuildID is the guild it is registered in; empty for all guilds.
	GuildID     string   `json:"guild_id,omitempty"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Options     []Option `json:"options,omitempty"`
}

// Option is one option, subcommand or group of subcommands.
type Option struct {
	Type         int      `json:"type"`
	Name         string   `json:"name"`
	Description  string   `json:"description"`
	Required     bool     `json:"required,omitempty"`
	Autocomplete bool     `json:"autocomplete,omitempty"`
	Choices      []Choice `json:"choices,omitempty"`
	Options      []Option `json:"options,omitempty"`
}

// Choice is one allowed value; Value is text or a number.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Nested reports whether the option holds further options.
func (o Option) Nested() bool { return o.Type == Subcommand || o.Type == Group }

//go:embed builtin.json
var builtin []byte

// BuiltIn are the commands that can be typed while none is registered.
func BuiltIn() []Command {
	var list []Command
	if err := json.Unmarshal(builtin, &list); err != nil {
		panic(err) // the file is embedded
	}
	return list
}
