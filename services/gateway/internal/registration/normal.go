package registration

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Normalise returns the definition in the form that two of the same meaning
// share, whether written in code or told by Discord: defaults filled in, texts
// trimmed, sets sorted, nothing and null alike. In a guild, contexts and
// integration types mean nothing and are dropped.
func Normalise(d Definition, inGuild bool) Definition {
	if d.Type == 0 {
		d.Type = ChatInput
	}
	d.Name, d.Description = strings.TrimSpace(d.Name), strings.TrimSpace(d.Description)
	d.NameLocalizations = trimmed(d.NameLocalizations)
	d.DescriptionLocalizations = trimmed(d.DescriptionLocalizations)
	d.Options = normalOptions(d.Options)
	if d.Type == ChatInput && d.Options == nil {
		d.Options = []Option{}
	}
	if d.DefaultMemberPermissions != nil {
		d.DefaultMemberPermissions = new(bits(*d.DefaultMemberPermissions))
	}
	d.Contexts, d.IntegrationTypes = set(d.Contexts), set(d.IntegrationTypes)
	if inGuild {
		d.Contexts, d.IntegrationTypes = nil, nil
	}
	return d
}

func normalOptions(options []Option) []Option {
	if len(options) == 0 {
		return nil
	}
	normal := slices.Clone(options)
	for i := range normal {
		o := &normal[i]
		o.Name, o.Description = strings.TrimSpace(o.Name), strings.TrimSpace(o.Description)
		o.NameLocalizations = trimmed(o.NameLocalizations)
		o.DescriptionLocalizations = trimmed(o.DescriptionLocalizations)
		o.Choices = normalChoices(o.Choices)
		o.Options = normalOptions(o.Options)
		if o.ChannelTypes = set(o.ChannelTypes); len(o.ChannelTypes) == 0 {
			o.ChannelTypes = nil
		}
	}
	return normal
}

func normalChoices(choices []Choice) []Choice {
	if len(choices) == 0 {
		return nil
	}
	normal := slices.Clone(choices)
	for i := range normal {
		c := &normal[i]
		c.Name, c.NameLocalizations = strings.TrimSpace(c.Name), trimmed(c.NameLocalizations)
		c.Value = plain(c.Value)
	}
	return normal
}

// plain is the value as it comes back from Discord: numbers of every kind are
// the same.
func plain(value any) any {
	encoded, err := json.Marshal(value)
	if err != nil {
		return value
	}
	var decoded any
	if json.Unmarshal(encoded, &decoded) != nil {
		return value
	}
	return decoded
}

// trimmed is nil when there is nothing in it.
func trimmed(texts map[string]string) map[string]string {
	if len(texts) == 0 {
		return nil
	}
	normal := make(map[string]string, len(texts))
	for locale, text := range texts {
		normal[locale] = strings.TrimSpace(text)
	}
	return normal
}

// set sorts and drops what is there twice; nil stays nil.
func set(values []int) []int {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// bits drops leading zeros; what is no number stays as it is.
func bits(text string) string {
	value, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return text
	}
	return strconv.FormatUint(value, 10)
}
