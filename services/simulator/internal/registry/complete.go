package registry

import (
	"encoding/json"
	"maps"
	"reflect"
)

// defaults are what Discord fills in where a command says nothing.
func defaults() Object {
	return Object{
		"type": json.Number("1"), "description": "", "name_localizations": nil, "description_localizations": nil,
		"default_member_permissions": nil, "dm_permission": true, "nsfw": false,
		"contexts": nil, "integration_types": []any{json.Number("0")},
	}
}

// complete makes the command Discord keeps of what was sent. old is the one it
// replaces; nil for a new one.
func (r *Registry) complete(scope string, fields map[string]any, old Object) Object {
	o := defaults()
	for key, value := range fields {
		if value != nil && key != "default_permission" {
			o[key] = value
		}
	}
	o["application_id"] = r.application
	if number, ok := o["default_member_permissions"].(json.Number); ok {
		o["default_member_permissions"] = number.String()
	}
	if scope != "" { // where a guild's commands work is settled
		o["guild_id"], o["contexts"], o["integration_types"] = scope, nil, defaults()["integration_types"]
		delete(o, "dm_permission")
	}
	if options, _ := o["options"].([]any); len(options) > 0 {
		o["options"] = completeOptions(options)
	} else {
		delete(o, "options")
	}
	if old == nil {
		o["id"] = r.ids.Next(r.now())
		o["version"] = o["id"]
		return o
	}
	o["id"], o["version"] = old["id"], old["version"]
	if !reflect.DeepEqual(o, old) {
		o["version"] = r.ids.Next(r.now())
	}
	return o
}

// completeOptions drops what Discord does not keep: switches that are off, and
// empty lists.
func completeOptions(options []any) []any {
	kept := make([]any, 0, len(options))
	for _, item := range options {
		fields, _ := item.(map[string]any)
		option := map[string]any{"name_localizations": nil, "description_localizations": nil}
		for key, value := range fields {
			if value == nil || value == false {
				continue
			}
			option[key] = value
		}
		for _, key := range []string{"options", "choices"} {
			list, isList := option[key].([]any)
			switch {
			case isList && len(list) == 0:
				delete(option, key)
			case key == "options" && isList:
				option[key] = completeOptions(list)
			case isList:
				option[key] = completeChoices(list)
			}
		}
		kept = append(kept, option)
	}
	return kept
}

func completeChoices(choices []any) []any {
	kept := make([]any, 0, len(choices))
	for _, item := range choices {
		fields, _ := item.(map[string]any)
		choice := map[string]any{"name_localizations": nil}
		maps.Copy(choice, fields)
		kept = append(kept, choice)
	}
	return kept
}

// localizationKeys are shown only to those who ask.
var localizationKeys = []string{"name_localizations", "description_localizations"}

// withoutLocalizations copies a command and leaves translations out, as lists
// do unless they are asked for.
func withoutLocalizations(value any) any {
	switch v := value.(type) {
	case Object:
		return withoutLocalizations(map[string]any(v))
	case map[string]any:
		copied := map[string]any{}
		for key, inner := range v {
			copied[key] = withoutLocalizations(inner)
		}
		for _, key := range localizationKeys {
			delete(copied, key)
		}
		return copied
	case []any:
		copied := make([]any, len(v))
		for i, inner := range v {
			copied[i] = withoutLocalizations(inner)
		}
		return copied
	}
	return value
}
