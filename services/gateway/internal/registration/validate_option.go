package registration

import "slices"

const (
	// deepest is how far options nest: group, subcommand, option.
	deepest = 2
	// largestInteger is the greatest integer that Discord's JSON keeps exact.
	largestInteger = 1 << 53
	maxTextLength  = 6000
)

func (c *checker) options(path string, options []Option, depth int) {
	if len(options) > maxOptions {
		c.add(path, "%d options; at most %d", len(options), maxOptions)
	}
	optional, seen := false, map[string]bool{}
	for _, o := range options {
		at := path + ": " + kind(o) + " " + o.Name
		if seen[o.Name] {
			c.add(at, "there are two of this name")
		}
		seen[o.Name] = true
		if nests(o) != nests(options[0]) {
			c.add(at, "subcommands and other options cannot be mixed")
		}
		if o.Required && optional {
			c.add(at, "required options come first")
		}
		optional = optional || !o.Required
		c.option(at, o, depth)
		c.ownName(at, o, options)
	}
}

func (c *checker) option(at string, o Option, depth int) {
	c.name(at, "name", o.Name)
	c.description(at, "description", o.Description)
	c.localised(at, "name", o.NameLocalizations, c.name)
	c.localised(at, "description", o.DescriptionLocalizations, c.description)
	if o.Type < Subcommand || o.Type > Attachment {
		c.add(at, "type %d is unknown", o.Type)
	}
	if !nests(o) {
		if len(o.Options) > 0 {
			c.add(at, "only subcommands and groups have options")
		}
		c.choices(at, o)
		c.bounds(at, o)
		return
	}
	c.nested(at, o, depth)
}

// nested checks a subcommand or group.
func (c *checker) nested(at string, o Option, depth int) {
	if o.Required || o.Autocomplete || len(o.Choices) > 0 {
		c.add(at, "only options can be required, completed or chosen")
	}
	group := o.Type == SubcommandGroup
	if depth >= deepest || group && depth > 0 {
		c.add(at, "nested too deep; a group holds subcommands, a subcommand options")
		return
	}
	if group && len(o.Options) == 0 {
		c.add(at, "a group has at least one subcommand")
	}
	for _, inner := range o.Options {
		if group && inner.Type != Subcommand || !group && nests(inner) {
			c.add(at, "%s %s does not belong here", kind(inner), inner.Name)
		}
	}
	c.options(at, o.Options, depth+1)
}

// ownName checks that no translation of the name is the name of another option.
func (c *checker) ownName(at string, o Option, siblings []Option) {
	for locale, text := range o.NameLocalizations {
		if text != o.Name && slices.ContainsFunc(siblings, func(s Option) bool { return s.Name == text }) {
			c.add(at, "name in %s is the name of another option", locale)
		}
	}
}

func nests(o Option) bool { return o.Type == Subcommand || o.Type == SubcommandGroup }

func numeric(o Option) bool { return o.Type == Integer || o.Type == Number }

// optionsSize is what options add to the total of their command.
func optionsSize(options []Option) int {
	total := 0
	for _, o := range options {
		total += size(o.Name, o.NameLocalizations) + size(o.Description, o.DescriptionLocalizations)
		for _, choice := range o.Choices {
			total += size(choice.Name, choice.NameLocalizations)
			if text, ok := choice.Value.(string); ok {
				total += characters(text)
			}
		}
		total += optionsSize(o.Options)
	}
	return total
}
