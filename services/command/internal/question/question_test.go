package question

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/grounding"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func TestParse(t *testing.T) {
	for text, c := range map[string]struct {
		symbols, names, keys string
		chart                timeframe.Timeframe
	}{
		"What is the price of AAPL?":               {"AAPL", "", "price", timeframe.Quarter},
		"how did $msft perform over the year":      {"MSFT", "", "return_252", timeframe.Year},
		"Is AAPL more volatile than ^GSPC?":        {"AAPL ^GSPC", "", "volatility", timeframe.Quarter},
		"apple's rsi this week":                    {"", "apple", "rsi", timeframe.FiveDays},
		"BRK.B dividends":                          {"BRK.B", "", "dividends", timeframe.Quarter},
		"Compare IBM, ORCL and CSCO for 6 months":  {"IBM ORCL CSCO", "", "return_126 volatility", timeframe.HalfYear},
		"WHAT IS THE RSI OF A":                     {"", "", "rsi", timeframe.Quarter},
		"what is the P/E of AAPL":                  {"AAPL", "", "pe ps", timeframe.Quarter},
		"AAPL revenue and profit":                  {"AAPL", "", "revenue revenue_growth net_income eps", timeframe.Quarter},
		"$A today":                                 {"A", "", "change", timeframe.Quarter},
		"Where is support for AAPL":                {"AAPL", "", "support", timeframe.Quarter},
		"52-week high of AAPL":                     {"AAPL", "", "year_high year_low", timeframe.Quarter},
		"tell me about AAPL":                       {"AAPL", "", "", timeframe.Quarter},
		"How did IBM do last quarter?":             {"IBM", "", "return_63", timeframe.Quarter},
		"hello":                                    {"", "hello", "", timeframe.Quarter},
		"":                                         {"", "", "", timeframe.Quarter},
		"AAPL or $AAPL A1 B2 C3 D4 E5 F6 G7 price": {"AAPL A1 B2 C3 D4 E5", "", "price", timeframe.Quarter},
	} {
		got := Parse(text)
		symbols := strings.Trim(fmt.Sprint(got.Symbols), "[]")
		if symbols != c.symbols || strings.Join(got.Names, " ") != c.names || strings.Join(got.Keys, " ") != c.keys || got.Chart != c.chart {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func sheet() *fact.Sheet {
	var s fact.Sheet
	for _, f := range []struct {
		subject, key, label string
		value               float64
	}{
		{"AAPL", "price", "Price", 188.59}, {"AAPL", "return_21", "21-session return", -3.4}, {"MSFT", "close", "Last close", 70},
		{"MSFT", "common_return_21", "21-session return on common days", 0}, {"MSFT", "return_21", "21-session return", 9},
	} {
		unit := fact.Money
		if strings.Contains(f.key, "return") {
			unit = fact.Percent
		}
		s.Add(fact.Fact{Subject: f.subject, Key: f.key, Label: f.label, Unit: unit, Value: &f.value, Change: unit == fact.Percent})
	}
	s.Add(fact.Fact{Subject: "AAPL", Group: fact.Events, Key: "event", Label: "News article", Words: "Target 900", Document: true, At: time.Unix(1.5e9, 0)})
	value := 0.42
	s.Add(fact.Fact{
		Group: fact.Comparison, Key: "correlation", Label: "Correlation of AAPL and MSFT over 99 common days", Unit: fact.Number, Value: &value,
	})
	return &s
}

func TestAnswer(t *testing.T) {
	s := sheet()
	var text strings.Builder
	for _, line := range Answer(Parse("compare price, return and news of AAPL and MSFT"), s) {
		checked, err := grounding.Check(line.Text, s)
		if err != nil {
			t.Errorf("%q: %v", line.Text, err)
		}
		text.WriteString(checked.Text + "\n")
	}
	for _, want := range []string{
		"AAPL: Price is 188.59.", "AAPL: 21-session return is -3.4%.", "MSFT: Last close is 70.00.", "on common days is 0.0%.",
		"News article", "over 99 common days is 0.42.",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, &text)
		}
	}
	if strings.Contains(text.String(), "9.0%") || strings.Contains(text.String(), "900") {
		t.Errorf("too much in\n%s", &text)
	}
	if lines := Answer(Parse("AAPL"), s); len(lines) < 3 {
		t.Errorf("overview %v", lines)
	}
	if lines := Answer(Parse("price?"), &fact.Sheet{}); lines != nil {
		t.Errorf("answer from no facts: %v", lines)
	}
}

// TestRank compares what was measured over the same days, and nothing else.
func TestRank(t *testing.T) {
	var s fact.Sheet
	for subject, value := range map[string]float64{"AAPL": 22.3, "MSFT": 16.2, "IBM": 19} {
		s.Add(fact.Fact{Subject: subject, Key: "common_volatility", Label: "Annual volatility over 252 common days", Unit: fact.Percent, Value: &value})
		s.Add(fact.Fact{Subject: subject, Key: "rsi", Label: "RSI (14)", Unit: fact.Number, Value: &value})
	}
	lines := Answer(Parse("volatility of AAPL, MSFT and IBM"), &s)
	checked, err := grounding.Check(lines[0].Text, &s)
	if err != nil || checked.Text != "Annual volatility over 252 common days is greatest for AAPL and least for MSFT." || len(checked.FactIDs) != 3 || len(lines) != 4 {
		t.Errorf("%+v, %v", lines, err)
	}
	if lines := Answer(Parse("rsi of AAPL, MSFT and IBM"), &s); len(lines) != 3 {
		t.Errorf("RSIs are ranked: %+v", lines)
	}
}

func TestOpinions(t *testing.T) {
	for text, want := range map[string]bool{"should I buy AAPL?": true, "is MSFT a good stock": true, "price of AAPL": false} {
		if got := Parse(text).Opinion; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"price of AAPL", "$", "^", "\xff", "A.B-C&D", "$$$$ ^^^ ...", "ＡＡＰＬ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		intent := Parse(text)
		if len(intent.Symbols) > MaxSymbols || len(intent.Names) > maxNames || !intent.Chart.Valid() || slices.Contains(intent.Keys, "") {
			t.Errorf("%q: %+v", text, intent)
		}
	})
}
