// Package interaction holds what Discord sent in the gateway's own words,
// parsed once and checked.
package interaction

import (
	"errors"
	"log/slog"
	"time"
)

// Kind is why Discord called.
type Kind int

// The kinds the gateway knows, with Discord's numbers.
const (
	Ping         Kind = 1
	Command      Kind = 2
	Component    Kind = 3
	Autocomplete Kind = 4
	ModalSubmit  Kind = 5
)

// ErrInvalid is returned for a signed interaction that Discord would not send.
var ErrInvalid = errors.New("not an interaction")

// Interaction is one event from Discord.
type Interaction struct {
	// ID is unique for ever.
	ID Snowflake
	// ApplicationID is the application it was sent to.
	ApplicationID Snowflake
	// Kind is why Discord called.
	Kind Kind
	// Token authorises follow-ups for 15 minutes. It is never marshalled.
	Token Token `json:"-"`
	// Name is the command's name; empty for components.
	Name string
	// CustomID is the component's id; empty for commands.
	CustomID string
	// Options are the command's options by name.
	Options Options
	// Invoker is the user who asked.
	Invoker Snowflake
	// GuildID is the guild it was used in; empty in direct messages.
	GuildID Snowflake
	// ReceivedAt is when the gateway had it; the token dies 15 minutes later.
	ReceivedAt time.Time
}

// Token is the secret of an interaction. It prints as a dash.
type Token string

// String hides the secret.
func (Token) String() string { return "-" }

// GoString hides the secret.
func (Token) GoString() string { return "-" }

// LogValue hides the secret.
func (Token) LogValue() slog.Value { return slog.StringValue("-") }

// Reveal returns the secret, for the one request that needs it.
func (t Token) Reveal() string { return string(t) }

// Options are the options of a slash command by name.
type Options map[string]any

// String returns the text of an option; empty when it was not given.
func (o Options) String(name string) string {
	text, _ := o[name].(string)
	return text
}
