package prompt

import (
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for line, want := range map[string]Command{
		"/check AAPL":                       {"check", []Option{{"ticker", "AAPL"}}},
		"  /CHECK   aapl ":                  {"check", []Option{{"ticker", "aapl"}}},
		"/check":                            {"check", nil},
		"/chart MSFT 1Y":                    {"chart", []Option{{"ticker", "MSFT"}, {"timeframe", "1Y"}}},
		"/chart timeframe:1Y MSFT":          {"chart", []Option{{"timeframe", "1Y"}, {"ticker", "MSFT"}}},
		"/chart ticker:^GSPC timeframe:1D":  {"chart", []Option{{"ticker", "^GSPC"}, {"timeframe", "1D"}}},
		`/check "a b"`:                      {"check", []Option{{"ticker", "a b"}}},
		`/check ""`:                         {"check", []Option{{"ticker", ""}}},
		"/check BRK:B":                      {"check", []Option{{"ticker", "BRK:B"}}},
		"/weather Paris unit:metric":        {"weather", []Option{{"option1", "Paris"}, {"unit", "metric"}}},
		`/check ticker:"@everyone <@1> \*"`: {"check", []Option{{"ticker", `@everyone <@1> \*`}}},
	} {
		got, err := Parse(line)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, %v", line, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, line := range []string{
		"", " ", "check AAPL", "/", "/check AAPL MSFT", `/check "AAPL`, "/che.ck", "/check\xff",
		"/check ticker:A ticker:B", "/x " + strings.Repeat("a ", 26), "/" + strings.Repeat("a", 33),
		"/check " + strings.Repeat("a", maxLength),
	} {
		if got, err := Parse(line); err == nil {
			t.Errorf("%.40q was read as %+v", line, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"/check AAPL", `/chart ticker:"A B" 1Y`, "/x a:b c", "\"", "/ü \u2003y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		command, err := Parse(line)
		if err != nil {
			return
		}
		if !namePattern.MatchString(command.Name) || len(command.Options) > maxOptions {
			t.Fatalf("%q: %+v", line, command)
		}
		seen := map[string]bool{}
		for _, option := range command.Options {
			if seen[option.Name] || option.Name == "" {
				t.Fatalf("%q: option %q", line, option.Name)
			}
			seen[option.Name] = true
		}
	})
}
