package registration

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// differences are the lines that tell what turns one thing into another. Each
// begins with the path of what changes.
type differences struct{ lines []string }

// difference compares two normal definitions of the same type and name. There
// are no lines if and only if they are equal.
func difference(have, want Definition) []string {
	var d differences
	d.texts("", "name", have.NameLocalizations, want.NameLocalizations)
	d.value("", "description", have.Description, want.Description)
	d.texts("", "description", have.DescriptionLocalizations, want.DescriptionLocalizations)
	d.value("", "default_member_permissions", have.DefaultMemberPermissions, want.DefaultMemberPermissions)
	d.value("", "contexts", have.Contexts, want.Contexts)
	d.value("", "integration_types", have.IntegrationTypes, want.IntegrationTypes)
	d.value("", "nsfw", have.NSFW, want.NSFW)
	d.options("", have.Options, want.Options)
	return d.lines
}

func (d *differences) add(path, format string, args ...any) {
	d.lines = append(d.lines, path+fmt.Sprintf(format, args...))
}

// value compares two values that have a JSON form.
func (d *differences) value(path, name string, have, want any) {
	if !reflect.DeepEqual(have, want) {
		d.add(path, "%s %s -> %s", name, shown(have), shown(want))
	}
}

// texts compares localisations of a text.
func (d *differences) texts(path, name string, have, want map[string]string) {
	locales := maps.Clone(have)
	if locales == nil {
		locales = map[string]string{}
	}
	maps.Copy(locales, want)
	for _, locale := range slices.Sorted(maps.Keys(locales)) {
		before, had := have[locale]
		after, has := want[locale]
		switch {
		case !had:
			d.add(path, "%s in %s %s added", name, locale, shown(after))
		case !has:
			d.add(path, "%s in %s %s removed", name, locale, shown(before))
		default:
			d.value(path, name+" in "+locale, before, after)
		}
	}
}

// options compares lists of options by name, and their order.
func (d *differences) options(path string, have, want []Option) {
	key := func(o Option) string { return o.Name }
	before, after := index(have, key), index(want, key)
	if before == nil || after == nil {
		d.value(path, "options", have, want)
		return
	}
	for _, o := range have {
		if _, stays := after[o.Name]; !stays {
			d.add(path, "%s %s removed", kind(o), o.Name)
		}
	}
	for _, o := range want {
		if old, known := before[o.Name]; known {
			d.option(path+kind(o)+" "+o.Name+": ", old, o)
		} else {
			d.add(path, "%s %s added", kind(o), o.Name)
		}
	}
	d.order(path, "options", names(have, key, after), names(want, key, before))
}

func (d *differences) option(path string, have, want Option) {
	d.value(path, "type", have.Type, want.Type)
	d.texts(path, "name", have.NameLocalizations, want.NameLocalizations)
	d.value(path, "description", have.Description, want.Description)
	d.texts(path, "description", have.DescriptionLocalizations, want.DescriptionLocalizations)
	d.value(path, "required", have.Required, want.Required)
	d.value(path, "channel_types", have.ChannelTypes, want.ChannelTypes)
	d.value(path, "min_value", have.MinValue, want.MinValue)
	d.value(path, "max_value", have.MaxValue, want.MaxValue)
	d.value(path, "min_length", have.MinLength, want.MinLength)
	d.value(path, "max_length", have.MaxLength, want.MaxLength)
	d.value(path, "autocomplete", have.Autocomplete, want.Autocomplete)
	d.choices(path, have.Choices, want.Choices)
	d.options(path, have.Options, want.Options)
}

// choices compares lists of choices by name, and their order.
func (d *differences) choices(path string, have, want []Choice) {
	key := func(c Choice) string { return c.Name }
	before, after := index(have, key), index(want, key)
	if before == nil || after == nil {
		d.value(path, "choices", have, want)
		return
	}
	for _, c := range have {
		if _, stays := after[c.Name]; !stays {
			d.add(path, "choice %s removed", c.Name)
		}
	}
	for _, c := range want {
		old, known := before[c.Name]
		if !known {
			d.add(path, "choice %s added", c.Name)
			continue
		}
		d.value(path+"choice "+c.Name+": ", "value", old.Value, c.Value)
		d.texts(path+"choice "+c.Name+": ", "name", old.NameLocalizations, c.NameLocalizations)
	}
	d.order(path, "choices", names(have, key, after), names(want, key, before))
}

// order compares the order of what is in both lists.
func (d *differences) order(path, name string, have, want []string) {
	if !slices.Equal(have, want) {
		d.add(path, "order of %s is %s", name, strings.Join(want, ", "))
	}
}

// index is the list by name, or nil when two have the same; Discord allows
// that of choices.
func index[T any](list []T, key func(T) string) map[string]T {
	byName := make(map[string]T, len(list))
	for _, item := range list {
		if _, twice := byName[key(item)]; twice {
			return nil
		}
		byName[key(item)] = item
	}
	return byName
}

// names are those of the list that are in the other one too, in order.
func names[T any](list []T, key func(T) string, other map[string]T) []string {
	var both []string
	for _, item := range list {
		if _, ok := other[key(item)]; ok {
			both = append(both, key(item))
		}
	}
	return both
}

func kind(o Option) string {
	switch o.Type {
	case Subcommand:
		return "subcommand"
	case SubcommandGroup:
		return "group"
	default:
		return "option"
	}
}

// shown is the value for people: its JSON, or a word when there is none.
func shown(value any) string {
	text, err := json.Marshal(value)
	if err != nil || string(text) == "null" {
		return "none"
	}
	return string(text)
}
