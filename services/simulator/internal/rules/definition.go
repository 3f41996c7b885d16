package rules

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// The types of commands, with Discord's numbers.
const (
	ChatInput  = 1
	entryPoint = 4
)

// maxDefinition bounds the text of a whole command.
const maxDefinition = 8000

var (
	slashName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)
	bits      = regexp.MustCompile(`^[0-9]{1,20}$`)
)

// CheckDefinition checks the JSON of one command and returns it decoded; nil
// when it is no object. A partial one, for PATCH, may leave anything out.
func CheckDefinition(body []byte, partial bool) (map[string]any, []Violation) {
	var c checker
	value, err := decode(body)
	if err != nil {
		c.refuse("", CodeJSON, "the body %v", err)
		return nil, c.found
	}
	fields := c.definition("", value, partial)
	return fields, c.found
}

// CheckDefinitions checks the JSON of a list of commands that replaces all.
func CheckDefinitions(body []byte) ([]map[string]any, []Violation) {
	var c checker
	value, err := decode(body)
	items, isList := value.([]any)
	switch {
	case err != nil:
		c.refuse("", CodeJSON, "the body %v", err)
	case !isList:
		c.refuse("", CodeType, "must be a list")
	}
	all := make([]map[string]any, 0, len(items))
	names := map[string]bool{}
	for i, item := range items {
		path := strconv.Itoa(i)
		fields := c.definition(path, item, false)
		key := strconv.FormatInt(TypeOf(fields), 10) + "/" + textIn(fields, "name")
		if names[key] {
			c.refuse(join(path, "name"), CodeCommandName, "is used twice")
		}
		names[key] = true
		all = append(all, fields)
	}
	return all, c.found
}

// TypeOf is the type of a decoded command; a slash command unless it says
// otherwise.
func TypeOf(fields map[string]any) int64 {
	if kind, ok := whole(fields["type"]); ok {
		return kind
	}
	return ChatInput
}

func textIn(fields map[string]any, key string) string {
	s, _ := fields[key].(string)
	return s
}

func (c *checker) definition(path string, value any, partial bool) map[string]any {
	given, _ := value.(map[string]any)
	kind := TypeOf(given)
	name, description, required := check(slashNamed), text(1, 100), []string{"name", "description"}
	if kind != ChatInput {
		name, description, required = text(1, 32), text(0, 0), []string{"name"}
	}
	if partial {
		required = nil
	}
	fields := shape{
		keys: map[string]check{
			"id": snowflake, "type": integer(ChatInput, entryPoint), "name": name, "name_localizations": localizations(name),
			"description": description, "description_localizations": localizations(description),
			"options": options(0), "default_member_permissions": permissionBits, "dm_permission": boolean,
			"default_permission": boolean, "nsfw": boolean, "handler": integer(1, 2),
			"contexts": list(0, 3, integer(0, 2)), "integration_types": list(1, 2, integer(0, 1)),
		},
		required: required,
	}.walk(c, path, value)
	if kind != ChatInput && filled(fields["options"]) {
		c.refuse(join(path, "options"), CodeUnknown, "cannot be used with a command of type %d", kind)
	}
	if n := definitionText(fields); n > maxDefinition {
		c.refuse(path, CodeCommandSize, "has %d characters of names, descriptions and values; %d are allowed", n, maxDefinition)
	}
	return fields
}

// slashNamed is the name of a slash command or of an option.
func slashNamed(c *checker, path string, value any) {
	s, ok := value.(string)
	if !ok || !slashName.MatchString(s) {
		c.refuse(path, CodeName, "must be 1 to 32 letters, digits, '-', '_' or apostrophes")
	} else if s != strings.ToLower(s) {
		c.refuse(path, CodeName, "must be in lower case")
	}
}

func permissionBits(c *checker, path string, value any) {
	s, isText := value.(string)
	n, isNumber := whole(value)
	if (!isText || !bits.MatchString(s)) && (!isNumber || n < 0) {
		c.refuse(path, CodeSnowflake, "must be a decimal bit set written as text")
	}
}

// definitionText is the length of all that counts; the longest localisation
// counts for its text.
func definitionText(fields map[string]any) int {
	total := longest(fields, "name") + longest(fields, "description")
	inside, _ := fields["options"].([]any)
	for _, item := range inside {
		option, _ := item.(map[string]any)
		total += definitionText(option)
		choices, _ := option["choices"].([]any)
		for _, item := range choices {
			choice, _ := item.(map[string]any)
			total += longest(choice, "name") + len(valueText(choice["value"]))
		}
	}
	return total
}

func longest(fields map[string]any, key string) int {
	most := textOf(fields[key])
	translated, _ := fields[key+"_localizations"].(map[string]any)
	for _, value := range translated {
		most = max(most, textOf(value))
	}
	return most
}

func valueText(value any) string {
	if number, ok := value.(json.Number); ok {
		return number.String()
	}
	s, _ := value.(string)
	return s
}
