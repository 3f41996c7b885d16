package registration

import (
	"fmt"
	"strings"
	"testing"
)

func TestRichIsValid(t *testing.T) {
	if err := Validate(rich()); err != nil {
		t.Error(err)
	}
}

// with is a sound command after a change.
func with(change func(d *Definition)) []Definition {
	d := Definition{Name: "chart", Description: "A picture", Options: []Option{
		{Type: String, Name: "ticker", Description: "Symbol", Required: true},
		{Type: Integer, Name: "days", Description: "Days"},
	}}
	change(&d)
	return []Definition{d}
}

func options(n int) []Option {
	list := make([]Option, n)
	for i := range list {
		list[i] = Option{Type: String, Name: fmt.Sprintf("o%d", i), Description: strings.Repeat("d", 100)}
	}
	return list
}

func choices(n int) []Choice {
	list := make([]Choice, n)
	for i := range list {
		list[i] = Choice{Name: fmt.Sprintf("c%d", i), Value: strings.Repeat("v", 100)}
	}
	return list
}

func TestValidate(t *testing.T) {
	long := strings.Repeat("x", 101)
	leaf := Option{Type: String, Name: "x", Description: "X"}
	sub := func(name string, kind OptionType, inner ...Option) Option {
		return Option{Type: kind, Name: name, Description: "X", Options: inner}
	}
	for want, change := range map[string]func(d *Definition){
		"/Chart: name must be in lower case":                  func(d *Definition) { d.Name = "Chart" },
		"/a b: name is 1 to 32":                               func(d *Definition) { d.Name = "a b" },
		": name is 1 to 32":                                   func(d *Definition) { d.Name = strings.Repeat("x", 33) },
		"/chart: description is empty":                        func(d *Definition) { d.Description = " " },
		"/chart: description has 101 characters; at most 100": func(d *Definition) { d.Description = long },
		"description has 102 characters":                      func(d *Definition) { d.Description = strings.Repeat("😀", 51) },
		"description is no valid UTF-8":                       func(d *Definition) { d.Description = "\xff" },
		"type 4 is none of":                                   func(d *Definition) { d.Type = EntryPoint },
		"only slash commands have a description":              func(d *Definition) { d.Type = User },
		"default_member_permissions is a bit set":             func(d *Definition) { d.DefaultMemberPermissions = new("admin") },
		"contexts has 3":                                      func(d *Definition) { d.Contexts = []int{0, 3} },
		"contexts is empty":                                   func(d *Definition) { d.Contexts = []int{} },
		"integration_types has 2":                             func(d *Definition) { d.IntegrationTypes = []int{2} },
		"name in xx: Discord has no such language":            func(d *Definition) { d.NameLocalizations = map[string]string{"xx": "x"} },
		"name in de must be in lower case":                    func(d *Definition) { d.NameLocalizations = map[string]string{"de": "Ä"} },
		"description in de is empty":                          func(d *Definition) { d.DescriptionLocalizations = map[string]string{"de": ""} },
		"26 options; at most 25":                              func(d *Definition) { d.Options = options(26) },
		"option ticker: there are two":                        func(d *Definition) { d.Options[1].Name = "ticker" },
		"option days: required options come first":            func(d *Definition) { d.Options[0].Required, d.Options[1].Required = false, true },
		"option x: type 12 is unknown":                        func(d *Definition) { d.Options[0].Type, d.Options[0].Name = 12, "x" },
		"option ticker: only subcommands and groups":          func(d *Definition) { d.Options[0].Options = []Option{leaf} },
		"cannot be mixed":                                     func(d *Definition) { d.Options = []Option{sub("s", Subcommand), leaf} },
		"a group has at least one":                            func(d *Definition) { d.Options = []Option{sub("g", SubcommandGroup)} },
		"group g: option x does not belong":                   func(d *Definition) { d.Options = []Option{sub("g", SubcommandGroup, leaf)} },
		"subcommand s: subcommand t does not belong":          func(d *Definition) { d.Options = []Option{sub("s", Subcommand, sub("t", Subcommand))} },
		"group h: nested too deep":                            func(d *Definition) { d.Options = []Option{sub("g", SubcommandGroup, sub("h", SubcommandGroup))} },
		"subcommand s: only options can be required": func(d *Definition) {
			d.Options = []Option{{Type: Subcommand, Name: "s", Description: "X", Required: true}}
		},
		"name in de is the name of another option":             func(d *Definition) { d.Options[0].NameLocalizations = map[string]string{"de": "days"} },
		"choices and autocomplete exclude":                     func(d *Definition) { d.Options[0].Autocomplete, d.Options[0].Choices = true, choices(1) },
		"26 choices; at most 25":                               func(d *Definition) { d.Options[0].Choices = choices(26) },
		"name of choice  is empty":                             func(d *Definition) { d.Options[0].Choices = []Choice{{Value: "x"}} },
		"value of choice a has 101":                            func(d *Definition) { d.Options[0].Choices = []Choice{{Name: "a", Value: long}} },
		"option ticker: value of choice a is a number":         func(d *Definition) { d.Options[0].Choices = []Choice{{Name: "a", Value: 1}} },
		"option days: value of choice a is a text":             func(d *Definition) { d.Options[1].Choices = []Choice{{Name: "a", Value: "1"}} },
		"value of choice a is no whole number":                 func(d *Definition) { d.Options[1].Choices = []Choice{{Name: "a", Value: 1.5}} },
		"value of choice a is neither":                         func(d *Definition) { d.Options[0].Choices = []Choice{{Name: "a"}} },
		"only texts and numbers have choices":                  func(d *Definition) { d.Options[1].Type, d.Options[1].Choices = Boolean, choices(1) },
		"only texts and numbers are completed":                 func(d *Definition) { d.Options[1].Type, d.Options[1].Autocomplete = Role, true },
		"option ticker: only numbers have min_value":           func(d *Definition) { d.Options[0].MinValue = new(1.0) },
		"option days: min_value is above":                      func(d *Definition) { d.Options[1].MinValue, d.Options[1].MaxValue = new(2.0), new(1.0) },
		"option days: min_value and max_value are within 2^53": func(d *Definition) { d.Options[1].MaxValue = new(1e17) },
		"option days: only texts have min_length":              func(d *Definition) { d.Options[1].MinLength = new(1) },
		"min_length is 0 to 6000":                              func(d *Definition) { d.Options[0].MinLength = new(-1) },
		"max_length is 1 to 6000":                              func(d *Definition) { d.Options[0].MaxLength = new(0) },
		"min_length is above":                                  func(d *Definition) { d.Options[0].MinLength, d.Options[0].MaxLength = new(2), new(1) },
		"only channels have channel_types":                     func(d *Definition) { d.Options[0].ChannelTypes = []int{0} },
		"characters in all; at most 8000": func(d *Definition) {
			d.Options = options(25)
			for i := range d.Options {
				d.Options[i].DescriptionLocalizations = map[string]string{"de": "kurz"}
				d.Options[i].Choices = choices(2 + i%2)
			}
		},
	} {
		t.Run(want, func(t *testing.T) {
			if err := Validate(with(change)); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestValidateCounts(t *testing.T) {
	var many []Definition
	for i := range 16 {
		many = append(many, Definition{Type: User, Name: fmt.Sprintf("Name %d", i)})
	}
	for want, commands := range map[string][]Definition{
		"16 of type 2; at most 15": many,
		"there are two of this":    append(with(func(*Definition) {}), with(func(*Definition) {})...),
	} {
		if err := Validate(commands); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestNamesInOtherScripts(t *testing.T) {
	for _, name := range []string{"größe", "पूछो", "ราคา", "株価", "it's_a-b2"} {
		if err := Validate([]Definition{{Name: name, Description: "X"}}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
