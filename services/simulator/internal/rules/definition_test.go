package rules

import (
	"fmt"
	"strings"
	"testing"
)

// withOptions is a command with the options.
func withOptions(options string) string {
	return `{"name":"check","description":"d","options":[` + options + `]}`
}

func TestDefinitionsDiscordTakes(t *testing.T) {
	for name, body := range map[string]string{
		"bare":       `{"name":"check","description":"d"}`,
		"user":       `{"name":"Show Watchlist","type":2,"description":""}`,
		"everything": `{"name":"überprüfen","description":"d","default_member_permissions":"32","contexts":[0,1,2],"integration_types":[0,1],"nsfw":false,"name_localizations":{"de":"prüfen"}}`,
		"number as bits": `{"name":"check","description":"d","default_member_permissions":0,
			"options":[{"type":3,"name":"ticker","description":"d","required":true,"autocomplete":true,"min_length":1,"max_length":20},
			{"type":4,"name":"days","description":"d","min_value":1,"max_value":365,"choices":[{"name":"Month","value":30}]}]}`,
		"groups": withOptions(`{"type":2,"name":"g","description":"d","options":[{"type":1,"name":"s","description":"d","options":[{"type":5,"name":"b","description":"d"}]}]},{"type":1,"name":"t","description":"d"}`),
	} {
		if _, found := CheckDefinition([]byte(body), false); len(found) != 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestDefinitionsDiscordRefuses(t *testing.T) {
	option := func(more string) string { return `{"type":3,"name":"a","description":"d"` + more + `}` }
	long := strings.Repeat("x", 100)
	many := make([]string, 20)
	for i := range many {
		many[i] = fmt.Sprintf(`{"type":3,"name":"o%d","description":"%s","choices":[%s]}`, i, long,
			repeat(3, `{"name":"`+long+`","value":"`+long+`"}`))
	}
	for name, c := range map[string]struct{ body, code string }{
		"no JSON":             {`{`, CodeJSON},
		"no description":      {`{"name":"check"}`, CodeRequired},
		"empty description":   {`{"name":"check","description":" "}`, CodeRequired},
		"long description":    {`{"name":"check","description":"` + long + `x"}`, CodeMaxLength},
		"capitals":            {`{"name":"Check","description":"d"}`, CodeName},
		"space":               {`{"name":"check it","description":"d"}`, CodeName},
		"user described":      {`{"name":"Show","type":2,"description":"d"}`, CodeMaxLength},
		"user with options":   {`{"name":"Show","type":2,"options":[` + option("") + `]}`, CodeUnknown},
		"camelCase":           {`{"name":"check","description":"d","defaultMemberPermissions":"0"}`, CodeUnknown},
		"bits as words":       {`{"name":"check","description":"d","default_member_permissions":"admin"}`, CodeSnowflake},
		"context":             {`{"name":"check","description":"d","contexts":[3]}`, CodeRange},
		"locale":              {`{"name":"check","description":"d","name_localizations":{"xx":"a"}}`, CodeChoices},
		"26 options":          {withOptions(repeat(26, option(""))), CodeLength},
		"same option twice":   {withOptions(option("") + "," + option("")), CodeCommandName},
		"required last":       {withOptions(option("") + `,{"type":3,"name":"b","description":"d","required":true}`), CodeRequiredOrder},
		"autocomplete choice": {withOptions(option(`,"autocomplete":true,"choices":[{"name":"n","value":"v"}]`)), CodeUnknown},
		"choice of the wrong": {withOptions(option(`,"choices":[{"name":"n","value":5}]`)), CodeType},
		"min_value of text":   {withOptions(option(`,"min_value":1`)), CodeUnknown},
		"max_length":          {withOptions(option(`,"max_length":6001`)), CodeRange},
		"mixed":               {withOptions(option("") + `,{"type":1,"name":"s","description":"d"}`), CodeOptionMix},
		"group in a group":    {withOptions(`{"type":2,"name":"g","description":"d","options":[{"type":2,"name":"h","description":"d"}]}`), CodeOptionMix},
		"option in a group":   {withOptions(`{"type":2,"name":"g","description":"d","options":[` + option("") + `]}`), CodeOptionMix},
		"too deep":            {withOptions(`{"type":1,"name":"s","description":"d","options":[{"type":1,"name":"t","description":"d"}]}`), CodeOptionMix},
		"over 8000":           {withOptions(strings.Join(many, ",")), CodeCommandSize},
	} {
		if _, found := CheckDefinition([]byte(c.body), false); !has(found, c.code) {
			t.Errorf("%s: %v lacks %s", name, found, c.code)
		}
	}
	if _, found := CheckDefinitions([]byte(`[{"name":"a","description":"d"},{"name":"a","description":"d"}]`)); !has(found, CodeCommandName) {
		t.Errorf("two of a name: %v", found)
	}
	if _, found := CheckDefinitions([]byte(`{}`)); !has(found, CodeType) {
		t.Errorf("no list: %v", found)
	}
	if _, found := CheckDefinition([]byte(`{"description":"other"}`), true); len(found) != 0 {
		t.Errorf("a part: %v", found)
	}
}

func FuzzCheckDefinition(f *testing.F) {
	f.Add([]byte(withOptions(`{"type":1,"name":"s","description":"d","options":[null,{"type":3,"choices":[{"value":1e99}]}]}`)))
	f.Add([]byte(`{"name":"a","name_localizations":{"de":5},"options":{}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		fields, found := CheckDefinition(body, false)
		if !Refused(found) && fields["name"] == nil {
			t.Fatalf("%q was taken and has no name", body)
		}
	})
}
