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
	// ReceivedAt is when the gateway had it; the token dies 15 minutes later.
	ReceivedAt time.Time
	// DeferredAfter is how long after that an answer was promised; 0 when none
	// was.
	DeferredAfter time.Duration
	// Place is where it happened.
	Place Place
	// Invoker is who asked.
	Invoker Invoker

	// Name is the command's name, with its group and sub-command: "admin set".
	// Empty for components and modals.
	Name string
	// Options are the command's options by name.
	Options Options
	// Focused is the option being typed; only for Autocomplete.
	Focused string
	// TargetID is what a context menu command was used on.
	TargetID Snowflake

	// CustomID is the id of the component or modal; empty for commands.
	CustomID string
	// Values are what was chosen in a select.
	Values []string
	// Inputs are what was entered in a modal.
	Inputs Inputs
	// Message is the message a component sits on, or that a modal was opened
	// from; nil when there is none.
	Message *Message
}

// Message is an existing message.
type Message struct {
	ID Snowflake
	// Ephemeral messages are seen by one user only.
	Ephemeral bool
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
