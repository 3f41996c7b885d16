package registration

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Discord's bounds on the commands of one scope.
const (
	maxOptions     = 25
	maxTotal       = 8000
	maxName        = 32
	maxDescription = 100
)

// maxCommands is the most commands of each type.
var maxCommands = map[Type]int{ChatInput: 100, User: 15, Message: 15}

// checker gathers what is wrong.
type checker struct{ faults []string }

func (c *checker) add(path, format string, args ...any) {
	c.faults = append(c.faults, path+": "+fmt.Sprintf(format, args...))
}

// Validate checks the commands of one scope against the rules Discord would
// refuse them by. The error names everything that is wrong, by its path.
func Validate(commands []Definition) error {
	var c checker
	counts, seen := map[Type]int{}, map[key]bool{}
	for _, d := range commands {
		d = Normalise(d, false)
		if seen[key{d.Type, d.Name}] {
			c.add(d.Label(), "there are two of this name")
		}
		seen[key{d.Type, d.Name}] = true
		counts[d.Type]++
		c.command(d)
	}
	for kind, most := range maxCommands {
		if counts[kind] > most {
			c.add("commands", "%d of type %d; at most %d", counts[kind], kind, most)
		}
	}
	if len(c.faults) == 0 {
		return nil
	}
	return errors.New(strings.Join(c.faults, "; "))
}

func (c *checker) command(d Definition) {
	path := d.Label()
	switch d.Type {
	case ChatInput:
		c.name(path, "name", d.Name)
		c.description(path, "description", d.Description)
		c.localised(path, "name", d.NameLocalizations, c.name)
		c.localised(path, "description", d.DescriptionLocalizations, c.description)
		c.options(path, d.Options, 0)
		if total := size(d.Name, d.NameLocalizations) + size(d.Description, d.DescriptionLocalizations) +
			optionsSize(d.Options); total > maxTotal {
			c.add(path, "%d characters in all; at most %d", total, maxTotal)
		}
	case User, Message:
		c.text(path, "name", d.Name, maxName)
		c.localised(path, "name", d.NameLocalizations, func(path, what, text string) { c.text(path, what, text, maxName) })
		if d.Description != "" || len(d.DescriptionLocalizations) > 0 || len(d.Options) > 0 {
			c.add(path, "only slash commands have a description and options")
		}
	default:
		c.add(path, "type %d is none of 1, 2 and 3", d.Type)
	}
	c.places(path, d)
}

// places checks who may use a command and where.
func (c *checker) places(path string, d Definition) {
	if p := d.DefaultMemberPermissions; p != nil {
		if _, err := strconv.ParseUint(*p, 10, 64); err != nil {
			c.add(path, "default_member_permissions is a bit set in decimal")
		}
	}
	c.subset(path, "contexts", d.Contexts, 0, 1, 2)
	c.subset(path, "integration_types", d.IntegrationTypes, 0, 1)
}

func (c *checker) subset(path, name string, values []int, allowed ...int) {
	if values != nil && len(values) == 0 {
		c.add(path, "%s is empty: it could be used nowhere", name)
	}
	for _, value := range values {
		if !slices.Contains(allowed, value) {
			c.add(path, "%s has %d; known are %v", name, value, allowed)
		}
	}
}
