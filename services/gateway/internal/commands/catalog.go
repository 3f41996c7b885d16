package commands

import (
	"fmt"
	"strings"

	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Catalog is every command and button the gateway answers to.
type Catalog struct {
	commands   []Command
	components []Component
}

// NewCatalog gathers commands and buttons. It fails when two answer to the
// same name.
func NewCatalog(commands []Command, components []Component) (*Catalog, error) {
	seen := map[string]bool{}
	for _, c := range commands {
		if seen["/"+c.Name] {
			return nil, fmt.Errorf("two commands are called %s", c.Name)
		}
		seen["/"+c.Name] = true
	}
	for _, c := range components {
		for _, other := range components {
			if c.Prefix != other.Prefix && strings.HasPrefix(c.Prefix, other.Prefix) {
				return nil, fmt.Errorf("buttons %s and %s overlap", c.Prefix, other.Prefix)
			}
		}
		if seen[c.Prefix] {
			return nil, fmt.Errorf("two kinds of button begin with %s", c.Prefix)
		}
		seen[c.Prefix] = true
	}
	return &Catalog{commands: commands, components: components}, nil
}

// Commands lists the slash commands.
func (c *Catalog) Commands() []Command { return c.commands }

// Route finds the task an interaction asks for. Its faults are shown to the
// user.
func (c *Catalog) Route(in interaction.Interaction) (Task, error) {
	switch in.Kind {
	case interaction.Command:
		for _, command := range c.commands {
			if command.Name == in.Name {
				return command.Parse(in)
			}
		}
		return Task{}, fault.New(codes.NotFound, "I do not know this command. I answer to "+c.names()+".",
			fault.Reason("UNKNOWN_COMMAND", nil))
	case interaction.Component:
		for _, component := range c.components {
			if strings.HasPrefix(in.CustomID, component.Prefix) {
				return component.Parse(in)
			}
		}
		return Task{}, fault.New(codes.NotFound, "This button is not in use any more. I answer to "+c.names()+".",
			fault.Reason("UNKNOWN_BUTTON", nil))
	default:
		return Task{}, fault.New(codes.NotFound, "I cannot answer this. I answer to "+c.names()+".",
			fault.Reason("UNSUPPORTED_INTERACTION", nil))
	}
}

func (c *Catalog) names() string {
	names := make([]string, len(c.commands))
	for i, command := range c.commands {
		names[i] = "/" + command.Name
	}
	return strings.Join(names, ", ")
}
