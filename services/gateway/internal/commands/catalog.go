package commands

import (
	"fmt"
	"strings"
)

// Feature is what one file of this package adds: commands with the buttons and
// modals that belong to them.
type Feature struct {
	Commands   []Command
	Components []Component
	Dialogs    []Dialog
}

// Catalog is every command, button and modal the gateway answers to.
type Catalog struct {
	commands   []Command
	components []Component
	dialogs    []Dialog
}

// NewCatalog gathers features. It fails when two things answer to the same
// name.
func NewCatalog(features ...Feature) (*Catalog, error) {
	var c Catalog
	var names, buttons, modals []string
	for _, f := range features {
		c.commands = append(c.commands, f.Commands...)
		c.components = append(c.components, f.Components...)
		c.dialogs = append(c.dialogs, f.Dialogs...)
	}
	for _, command := range c.commands {
		names = append(names, command.Name+" ")
	}
	for _, component := range c.components {
		buttons = append(buttons, component.Prefix)
	}
	for _, dialog := range c.dialogs {
		modals = append(modals, dialog.Prefix)
	}
	for _, prefixes := range [][]string{names, buttons, modals} {
		if err := distinct(prefixes); err != nil {
			return nil, err
		}
	}
	return &c, nil
}

// distinct fails when a text begins with another one.
func distinct(prefixes []string) error {
	for i, a := range prefixes {
		for j, b := range prefixes {
			if i != j && strings.HasPrefix(a, b) {
				return fmt.Errorf("%q and %q overlap", a, b)
			}
		}
	}
	return nil
}

// Commands lists the slash commands.
func (c *Catalog) Commands() []Command { return c.commands }

func (c *Catalog) names() string {
	names := make([]string, len(c.commands))
	for i, command := range c.commands {
		names[i] = "/" + command.Name
	}
	return strings.Join(names, ", ")
}
