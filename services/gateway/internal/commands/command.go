// Package commands holds one file per slash command: its definition, its
// parsing, its call to the mesh and its view.
package commands

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// Manner is how a task may be answered.
type Manner int

const (
	// WithinBudget answers at once when there is time, and defers otherwise.
	WithinBudget Manner = iota
	// AlwaysDefer defers at once, because the answer is slow or has a file.
	AlwaysDefer
)

// Task is what one interaction asks for, parsed and ready to run.
type Task struct {
	// Name is the command's name, for spans and metrics.
	Name string
	// Manner says whether the task must or may be deferred.
	Manner Manner
	// Ephemeral makes the answer visible to the invoker only. It is fixed
	// before the work begins, as Discord fixes it with the deferral.
	Ephemeral bool
	// Run does the work. It may be run again, so what it changes must bear that.
	Run func(ctx context.Context) (message.Message, error)
	// Stream, instead of Run, shows how far it is while it works. It is always
	// deferred.
	Stream func(ctx context.Context, show Show) (message.Message, error)
}

// Show replaces what the user sees meanwhile. It does not wait; what comes too
// fast is left out.
type Show func(message.Message)

// Defers reports whether the task is never answered at once.
func (t Task) Defers() bool { return t.Manner == AlwaysDefer || t.Stream != nil }

// Do runs the task; a panic becomes an error.
func (t Task) Do(ctx context.Context, show Show) (m message.Message, err error) {
	defer caught(t.Name, &err)
	if t.Stream != nil {
		return t.Stream(ctx, show)
	}
	return t.Run(ctx)
}

// caught makes an error of a panic; it is deferred.
func caught(name string, err *error) {
	if cause := recover(); cause != nil {
		*err = fmt.Errorf("panic in %s: %v\n%s", name, cause, debug.Stack())
	}
}

// Unseen is a Show that nobody watches.
func Unseen(message.Message) {}

// Change is a task whose result replaces the message the interaction came from,
// instead of adding one.
type Change struct{ Task }

// Modal opens a dialog. It is an answer of its own: nothing is deferred, as
// Discord takes it as a first answer only.
type Modal struct {
	// Name is the command's name, for spans and metrics.
	Name string
	message.Modal
	// Fill, if any, fills in what must be looked up. It has to be quick: when it
	// fails or is late, the user sees why instead of the dialog.
	Fill Fill
}

// Fill returns a dialog with what was missing in it.
type Fill func(ctx context.Context, m message.Modal) (message.Modal, error)

// What handlers may want done differs by the kind of interaction. The three
// interfaces hold Discord's rules: what is not in one cannot be returned.
type (
	// CommandStep is a Task or a Modal: a command has no message to change.
	CommandStep interface{ commandStep() }
	// ComponentStep is a Task, a Change or a Modal.
	ComponentStep interface{ componentStep() }
	// ModalStep is a Task or a Change: no modal may follow a modal.
	ModalStep interface{ modalStep() }
)

func (Task) commandStep()     {}
func (Task) componentStep()   {}
func (Task) modalStep()       {}
func (Change) componentStep() {}
func (Change) modalStep()     {}
func (Modal) commandStep()    {}
func (Modal) componentStep()  {}

// Command is one slash command.
type Command struct {
	Name        string
	Description string
	Options     []Option
	// Subcommands replace Options and Parse when there are any.
	Subcommands []Subcommand
	// Parse turns an interaction into a step. Its faults are shown to the user.
	Parse func(in interaction.Interaction) (CommandStep, error)
}

// Subcommand is one part of a command that has several.
type Subcommand struct {
	Name        string
	Description string
	Options     []Option
	// Parse is as that of a Command.
	Parse func(in interaction.Interaction) (CommandStep, error)
}

// Option is one option of a command. All are texts.
type Option struct {
	Name        string
	Description string
	Required    bool
	Choices     []Choice
	// Suggest completes what is being typed; nil when nothing is offered.
	Suggest Suggest
}

// Suggest returns what the user may mean by the text typed so far, best first.
type Suggest func(ctx context.Context, in interaction.Interaction, typed string) ([]message.Choice, error)

// Choice is one allowed value of an option.
type Choice struct {
	Name  string
	Value string
}

// Component is a family of buttons whose custom ids begin with Prefix.
type Component struct {
	Prefix string
	// Parse turns an interaction into a step. Its faults are shown to the user.
	Parse func(in interaction.Interaction) (ComponentStep, error)
}

// Dialog is a family of modals whose custom ids begin with Prefix.
type Dialog struct {
	Prefix string
	// Parse turns what was entered into a step. Its faults are shown to the
	// user.
	Parse func(in interaction.Interaction) (ModalStep, error)
}
