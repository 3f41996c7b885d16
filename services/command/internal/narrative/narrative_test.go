package narrative

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/grounding"
	"github.com/catalyst-bot/mesh/services/command/internal/research"
	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

func subject(seed uint64, n int) research.Subject {
	random := rand.New(rand.NewPCG(seed, 9))
	bars, price := make([]bar.Bar, n), math.Exp(6*random.Float64()-2)
	for i := range bars {
		open := price
		price *= math.Exp(0.0005*float64(seed%5) + 0.03*random.NormFloat64())
		bars[i] = bar.Bar{
			Time: time.Date(2016, 1, 1+i, 0, 0, 0, 0, time.UTC), Open: open, Close: price, High: max(open, price) * 1.01,
			Low: min(open, price) * 0.99, Volume: int64(1000 + random.IntN(9000)),
		}
	}
	revenue, before, income, eps := 1e9*random.Float64(), 1e9*random.Float64(), 1e9*(random.Float64()-0.5), random.NormFloat64()
	change, last := 100*(bars[n-1].Close/bars[max(0, n-2)].Close-1), bars[n-1]
	return research.Subject{
		Symbol: "AAPL", Name: "Apple Inc.", Sector: "Technology", Currency: "USD", Source: "test", Bars: bars,
		Company: &valuation.Company{Currency: "USD", Source: "test", Years: []valuation.Year{
			{Number: 2015, End: time.Date(2015, 12, 31, 0, 0, 0, 0, time.UTC), Revenue: &revenue, NetIncome: &income, BasicEPS: &eps, Shares: &before},
			{Number: 2014, End: time.Date(2014, 12, 31, 0, 0, 0, 0, time.UTC), Revenue: &before},
		}},
		Quote: &research.Quote{Price: last.Close, ChangePercent: &change, At: last.Time},
		Events: []research.Event{
			{Label: "Dividend", Time: last.Time, Headline: "Ex-dividend: 0.73 USD a share", Dividend: true, Source: "test"},
			{Label: "News article", Time: last.Time, Headline: "Target 900, say 900", Document: true, Source: "test"},
		},
	}
}

// TestEverySentencePasses has many symbols: what is written by rules holds to
// the rules for models.
func TestEverySentencePasses(t *testing.T) {
	for seed := range uint64(40) {
		for _, n := range []int{1, 2, 30, 70, 300} {
			sheet, err := research.Build(subject(seed, n))
			if err != nil {
				t.Fatal(err)
			}
			lines := Write(&sheet)
			if len(lines) == 0 {
				t.Fatalf("nothing to say about %d bars", n)
			}
			for _, line := range lines {
				if _, err := grounding.Check(line.Text, &sheet); err != nil {
					t.Fatalf("%q: %v", line.Text, err)
				}
			}
		}
	}
}

func TestSections(t *testing.T) {
	s := subject(4, 300)
	sheet, err := research.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	lines := Write(&sheet)
	text := ""
	for _, line := range lines {
		text += line.Text + "\n"
	}
	for _, want := range []string{"The price was USD ", "Dividend on 2016-10-26", "annual volatility over 63 sessions", "RSI (14)", "Revenue of fiscal 2015 came to USD ", "P/E on basic earnings of fiscal 2015"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "900") || strings.Contains(text, "NaN") {
		t.Errorf("words of a document in\n%s", text)
	}
}

func TestFlatSymbolHasNoReasons(t *testing.T) {
	var s research.Subject
	for i := range 300 {
		s.Bars = append(s.Bars, bar.Bar{Time: time.Date(2016, 1, 1+i, 0, 0, 0, 0, time.UTC), Open: 5, High: 5, Low: 5, Close: 5})
	}
	sheet, err := research.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range Write(&sheet) {
		if strings.Contains(line.Text, "RSI") || strings.Contains(line.Text, "Volume") {
			t.Errorf("said of a flat symbol: %s", line.Text)
		}
	}
	if _, ok := sheet.Get("", "volume"); ok {
		t.Error("a volume that was not told is a fact")
	}
}
