package rules

import (
	"encoding/json"
	"slices"
)

// The types of options, with Discord's numbers.
const (
	optionSubcommand = 1
	optionGroup      = 2
	optionString     = 3
	optionInteger    = 4
	optionChannel    = 7
	optionNumber     = 10
	optionAttachment = 11
)

// belowOption is the depth of the options of a subcommand and of a group.
var belowOption = map[int64]int{optionSubcommand: 2, optionGroup: 1}

var locales = []string{
	"bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja",
	"ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
}

func localizations(inner check) check {
	return func(c *checker, path string, value any) {
		fields, ok := value.(map[string]any)
		if !ok {
			c.refuse(path, CodeType, "must be an object")
		}
		for _, key := range sortedKeys(fields) {
			if !slices.Contains(locales, key) {
				c.refuse(join(path, key), CodeChoices, "is no locale of Discord")
				continue
			}
			inner(c, join(path, key), fields[key])
		}
	}
}

// options checks a list of options at a depth: 0 below the command, 1 below a
// group, 2 below a subcommand.
func options(depth int) check {
	return func(c *checker, path string, value any) {
		list(0, 25, commandOption(depth))(c, path, value)
		items, _ := value.([]any)
		names, optional, nested := map[string]bool{}, false, 0
		for i, item := range items {
			fields, _ := item.(map[string]any)
			name := textIn(fields, "name")
			if names[name] {
				c.refuse(join(at(path, i), "name"), CodeCommandName, "is used twice")
			}
			names[name] = true
			if kind := kindOf(item); kind == optionSubcommand || kind == optionGroup {
				nested++
				continue
			}
			if optional && fields["required"] == true {
				c.refuse(join(at(path, i), "required"), CodeRequiredOrder, "required options stand before the others")
			}
			optional = optional || fields["required"] != true
		}
		if nested > 0 && nested < len(items) {
			c.refuse(path, CodeOptionMix, "are subcommands and plain options together")
		}
	}
}

func commandOption(depth int) check {
	return func(c *checker, path string, value any) {
		kind := kindOf(value)
		keys := map[string]check{
			"type": integer(optionSubcommand, optionAttachment), "name": slashNamed, "description": text(1, 100),
			"name_localizations": localizations(slashNamed), "description_localizations": localizations(text(1, 100)),
		}
		switch {
		case kind == optionGroup && depth == 0, kind == optionSubcommand && depth < 2:
			keys["options"] = options(belowOption[kind])
		case kind == optionGroup, kind == optionSubcommand:
			c.refuse(join(path, "type"), CodeOptionMix, "is nested too deep")
		case depth == 1:
			c.refuse(join(path, "type"), CodeOptionMix, "is %d; a group holds subcommands (1)", kind)
		default:
			leafKeys(keys, kind)
		}
		fields := shape{keys, []string{"type", "name", "description"}}.walk(c, path, value)
		if fields["autocomplete"] == true && filled(fields["choices"]) {
			c.refuse(join(path, "autocomplete"), CodeUnknown, "cannot be used with choices")
		}
	}
}

// leafKeys adds the keys of options that take a value.
func leafKeys(keys map[string]check, kind int64) {
	keys["required"] = boolean
	switch kind {
	case optionString:
		keys["min_length"], keys["max_length"] = integer(0, 6000), integer(1, 6000)
	case optionInteger, optionNumber:
		keys["min_value"], keys["max_value"] = valueOf(kind), valueOf(kind)
	case optionChannel:
		keys["channel_types"] = list(0, 25, integer(0, 16))
	case optionAttachment:
		keys["file_types"] = list(0, 10, text(1, 32))
	}
	if kind == optionString || kind == optionInteger || kind == optionNumber {
		keys["autocomplete"] = boolean
		keys["choices"] = list(0, 25, object(shape{
			keys: map[string]check{
				"name": text(1, 100), "name_localizations": localizations(text(1, 100)), "value": valueOf(kind),
			},
			required: []string{"name", "value"},
		}))
	}
}

// valueOf is a value of an option of the kind.
func valueOf(kind int64) check {
	switch kind {
	case optionString:
		return text(1, 100)
	case optionInteger:
		return integer(-1<<53+1, 1<<53-1)
	}
	return func(c *checker, path string, value any) {
		if _, ok := value.(json.Number); !ok {
			c.refuse(path, CodeSnowflake, "must be a number")
		}
	}
}
