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
	// Update changes the message the button sits on, instead of adding one.
	Update bool
	// Run does the work. It may be run again and has no effect but its answer.
	Run func(ctx context.Context) (message.Message, error)
}

// Do runs the task; a panic becomes an error.
func (t Task) Do(ctx context.Context) (m message.Message, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic in %s: %v\n%s", t.Name, cause, debug.Stack())
		}
	}()
	return t.Run(ctx)
}

// Parse turns an interaction into a task. Its faults are shown to the user.
type Parse func(in interaction.Interaction) (Task, error)

// Command is one slash command.
type Command struct {
	Name        string
	Description string
	Options     []Option
	Parse       Parse
}

// Option is one option of a command. All are texts.
type Option struct {
	Name        string
	Description string
	Required    bool
	Choices     []Choice
}

// Choice is one allowed value of an option.
type Choice struct {
	Name  string
	Value string
}

// Component is a family of buttons whose custom ids begin with Prefix.
type Component struct {
	Prefix string
	Parse  Parse
}
