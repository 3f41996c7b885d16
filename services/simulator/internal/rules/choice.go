package rules

import "encoding/json"

// selection is a menu; only the string select (3) brings its own options. In a
// form it may be required, in a message disabled.
func (l *layout) selection(c *checker, path string, value any, kind int64) {
	keys := withCommon(map[string]check{
		"custom_id": l.customID, "placeholder": text(0, 150), "min_values": integer(0, 25), "max_values": integer(1, 25),
		"default_values": list(0, 25, anything), "channel_types": list(0, 25, integer(0, 16)),
	})
	if l.form {
		keys["required"] = boolean
	} else {
		keys["disabled"] = boolean
	}
	required := []string{"custom_id"}
	if kind == typeSelect {
		keys["options"] = optionList(1, 25)
		required = append(required, "options")
	}
	fields := shape{keys, required}.walk(c, path, value)
	least, _ := whole(fields["min_values"])
	if most, ok := whole(fields["max_values"]); ok && least > most {
		c.refuse(join(path, "min_values"), CodeRange, "is more than max_values")
	}
}

// optionList is options with values of their own.
func optionList(least, most int) check {
	return func(c *checker, path string, value any) {
		list(least, most, option)(c, path, value)
		items, _ := value.([]any)
		values := map[string]bool{}
		for i, item := range items {
			fields, _ := item.(map[string]any)
			v := textIn(fields, "value")
			if values[v] {
				c.refuse(join(at(path, i), "value"), CodeOptionValue, "is used twice")
			}
			values[v] = true
		}
	}
}

func option(c *checker, path string, value any) {
	shape{
		keys: map[string]check{
			"label": text(1, 100), "value": text(1, 100), "description": text(0, 100), "emoji": emoji, "default": boolean,
		},
		required: []string{"label", "value"},
	}.walk(c, path, value)
}

// choices is the data of an autocomplete answer.
func choices(c *checker, path string, value any) {
	choice := object(shape{
		keys:     map[string]check{"name": text(1, 100), "name_localizations": anything, "value": choiceValue},
		required: []string{"name", "value"},
	})
	shape{
		keys:     map[string]check{"choices": list(0, 25, choice)},
		required: []string{"choices"},
	}.walk(c, path, value)
}

func choiceValue(c *checker, path string, value any) {
	if _, ok := value.(json.Number); !ok {
		text(0, 100)(c, path, value)
	}
}
