package commands

import (
	"context"
	"strings"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Route is where an interaction leads.
type Route struct {
	Task
	// Update changes the message the interaction came from, instead of adding
	// one. It is never set for an interaction that came from none.
	Update bool
	// Modal, if any, is opened instead of running the task.
	Modal *message.Modal
	// fill completes the modal; nil when it is complete.
	fill Fill
}

// Open returns the complete modal; a panic becomes an error.
func (r Route) Open(ctx context.Context) (m message.Modal, err error) {
	if r.fill == nil {
		return *r.Modal, nil
	}
	defer caught(r.Name, &err)
	return r.fill(ctx, *r.Modal)
}

// Route finds what an interaction asks for. Its faults are shown to the user.
func (c *Catalog) Route(in interaction.Interaction) (Route, error) {
	var step any
	var err error
	switch in.Kind {
	case interaction.Command:
		step, err = c.command(in)
	case interaction.Component:
		step, err = c.component(in)
	case interaction.ModalSubmit:
		step, err = c.dialog(in)
	default:
		return Route{}, c.unknown("I cannot answer this.", "UNSUPPORTED_INTERACTION")
	}
	if err != nil {
		return Route{}, err
	}
	switch step := step.(type) {
	case Change:
		return Route{Task: step.Task, Update: in.Kind == interaction.Component || in.Message != nil}, nil
	case Modal:
		return Route{Task: Task{Name: step.Name}, Modal: &step.Modal, fill: step.Fill}, nil
	case Task:
		return Route{Task: step}, nil
	default:
		panic("a step that is neither Task, Change nor Modal") // no other type has the methods
	}
}

func (c *Catalog) command(in interaction.Interaction) (CommandStep, error) {
	name, sub, _ := strings.Cut(in.Name, " ")
	for _, command := range c.commands {
		if command.Name != name {
			continue
		}
		if len(command.Subcommands) == 0 && sub == "" {
			return command.Parse(in)
		}
		for _, subcommand := range command.Subcommands {
			if subcommand.Name == sub {
				return subcommand.Parse(in)
			}
		}
	}
	return nil, c.unknown("I do not know this command.", "UNKNOWN_COMMAND")
}

func (c *Catalog) component(in interaction.Interaction) (ComponentStep, error) {
	for _, component := range c.components {
		if strings.HasPrefix(in.CustomID, component.Prefix) {
			return component.Parse(in)
		}
	}
	return nil, c.unknown("This button is not in use any more.", "UNKNOWN_BUTTON")
}

func (c *Catalog) dialog(in interaction.Interaction) (ModalStep, error) {
	for _, dialog := range c.dialogs {
		if strings.HasPrefix(in.CustomID, dialog.Prefix) {
			return dialog.Parse(in)
		}
	}
	return nil, c.unknown("This form is not in use any more.", "UNKNOWN_MODAL")
}

// Suggest completes the option being typed. Whatever is not known completes to
// nothing.
func (c *Catalog) Suggest(ctx context.Context, in interaction.Interaction) ([]message.Choice, error) {
	for _, option := range c.options(in.Name) {
		if option.Name == in.Focused && option.Suggest != nil {
			return option.Suggest(ctx, in, in.Options.String(in.Focused))
		}
	}
	return nil, nil
}

func (c *Catalog) options(name string) []Option {
	name, sub, _ := strings.Cut(name, " ")
	for _, command := range c.commands {
		if command.Name != name {
			continue
		}
		for _, subcommand := range command.Subcommands {
			if subcommand.Name == sub {
				return subcommand.Options
			}
		}
		return command.Options
	}
	return nil
}

func (c *Catalog) unknown(what, reason string) error {
	return fault.New(codes.NotFound, what+" I answer to "+c.names()+".", fault.Reason(reason, nil))
}
