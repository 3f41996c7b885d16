package prompt

import (
	"reflect"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/simulator/internal/definition"
)

// text makes options of names and texts.
func text(pairs ...string) []Option {
	var options []Option
	for i := 0; i < len(pairs); i += 2 {
		options = append(options, Option{Name: pairs[i], Type: 3, Value: pairs[i+1]})
	}
	return options
}

var known = append(definition.BuiltIn(), definition.Command{
	ID: "8", Name: "ask", Options: []definition.Option{{Type: 3, Name: "question"}},
}, definition.Command{
	ID: "9", Name: "typed", Options: []definition.Option{
		{Type: 4, Name: "days"}, {Type: 10, Name: "factor"}, {Type: 5, Name: "loud"}, {Type: 6, Name: "who"},
	},
})

func TestParse(t *testing.T) {
	for line, want := range map[string]Command{
		"/check AAPL":                       {Name: "check", Options: text("ticker", "AAPL")},
		"  /CHECK   aapl ":                  {Name: "check", Options: text("ticker", "aapl")},
		"/check":                            {Name: "check"},
		"/chart MSFT 1Y":                    {Name: "chart", Options: text("ticker", "MSFT", "timeframe", "1Y")},
		"/chart timeframe:1Y MSFT":          {Name: "chart", Options: text("timeframe", "1Y", "ticker", "MSFT")},
		"/chart ticker:^GSPC timeframe:1D":  {Name: "chart", Options: text("ticker", "^GSPC", "timeframe", "1D")},
		`/check "a b"`:                      {Name: "check", Options: text("ticker", "a b")},
		`/check ""`:                         {Name: "check", Options: text("ticker", "")},
		"/check BRK:B":                      {Name: "check", Options: text("ticker", "BRK:B")},
		"/weather Paris unit:metric":        {Name: "weather", Options: text("option1", "Paris", "unit", "metric")},
		`/check ticker:"@everyone <@1> \*"`: {Name: "check", Options: text("ticker", `@everyone <@1> \*`)},
		"/watchlist add AAPL":               {Name: "watchlist", Options: []Option{{Name: "add", Type: 1, Options: text("ticker", "AAPL")}}},
		"/ask why is it moving?":            {ID: "8", Name: "ask", Options: text("question", "why is it moving?")},
		`/ask "why" is: it`:                 {ID: "8", Name: "ask", Options: text("question", "why is: it")},
		"/watchlist LIST":                   {Name: "watchlist", Options: []Option{{Name: "list", Type: 1}}},
		"/typed 30 1.5 true 7": {ID: "9", Name: "typed", Options: []Option{
			{Name: "days", Type: 4, Value: int64(30)}, {Name: "factor", Type: 10, Value: 1.5},
			{Name: "loud", Type: 5, Value: true}, {Name: "who", Type: 6, Value: "7"},
		}},
	} {
		got, err := Parse(line, known)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, %v", line, got, err)
		}
	}
}

func TestFocus(t *testing.T) {
	for name, c := range map[string]struct {
		line, option string
		want         Option
	}{
		"last":             {"/check microso", "", Option{Name: "ticker", Type: 3, Value: "microso", Focused: true}},
		"next":             {"/chart AAPL ", "", Option{Name: "timeframe", Type: 3, Value: "", Focused: true}},
		"named":            {"/chart microso 1Y", "ticker", Option{Name: "ticker", Type: 3, Value: "microso", Focused: true}},
		"nothing yet":      {"/check", "ticker", Option{Name: "ticker", Type: 3, Value: "", Focused: true}},
		"in a subcommand":  {"/watchlist add micro", "ticker", Option{Name: "ticker", Type: 3, Value: "micro", Focused: true}},
		"half a number":    {"/typed -", "", Option{Name: "days", Type: 4, Value: "-", Focused: true}},
		"half a quotation": {`/check "general el`, "", Option{Name: "ticker", Type: 3, Value: "general el", Focused: true}},
	} {
		command, err := Focus(c.line, c.option, known)
		found := false
		for _, o := range *command.innermost() {
			found = found || reflect.DeepEqual(o, c.want)
		}
		if err != nil || !found {
			t.Errorf("%s: %+v, %v", name, command, err)
		}
	}
	for _, line := range []string{"", "/moon", "/check a b c", "/watchlist", "/check \xff"} {
		if got, err := Focus(line, "", known); err == nil {
			t.Errorf("%q was read as %+v", line, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, line := range []string{
		"", " ", "check AAPL", "/", "/check AAPL MSFT", `/check "AAPL`, "/che.ck", "/check\xff",
		"/check ticker:A ticker:B", "/x " + strings.Repeat("a ", 26), "/" + strings.Repeat("a", 33),
		"/check " + strings.Repeat("a", maxLength), "/watchlist", "/watchlist sell A", "/typed x", "/typed 1 x",
		"/typed 1 1 x", "/typed 1 1 true x",
	} {
		if got, err := Parse(line, known); err == nil {
			t.Errorf("%.40q was read as %+v", line, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"/check AAPL", `/chart ticker:"A B" 1Y`, "/x a:b c", "\"", "/ü \u2003y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		command, err := Parse(line, known)
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
