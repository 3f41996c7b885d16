package research

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// rising makes bars that gain one a day from 100 on.
func rising(n int) []bar.Bar {
	bars := make([]bar.Bar, n)
	for i := range bars {
		price := 100 + float64(i)
		bars[i] = bar.Bar{
			Time: time.Date(2017, 1, 1+i, 0, 0, 0, 0, time.UTC), Open: price, High: price + 1, Low: price - 1, Close: price, Volume: 1000,
		}
	}
	return bars
}

func TestBuild(t *testing.T) {
	bars := rising(300)
	last := bars[299].Time
	sheet, err := Build(Subject{Symbol: "AAPL", Sector: "Technology", Currency: "USD", Bars: bars, Events: []Event{
		{Label: "Dividend", Time: last, Dividend: true}, {Label: "Dividend", Time: last.AddDate(-2, 0, 0), Dividend: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]float64{
		"close": 399, "return_5": 100 * (399.0/394 - 1), "sma_20": 389.5, "year_high": 400, "relative_volume": 1, "rsi": 100, "drawdown": 0,
		"dividends": 1, "from_high": 100 * (399.0/400 - 1),
	} {
		f, ok := sheet.Get("AAPL", key)
		if !ok || math.Abs(*f.Value-want) > 1e-9 {
			t.Errorf("%s is %+v, want %v", key, f, want)
		}
	}
	if _, ok := sheet.Get("AAPL", "industry"); ok || len(sheet.Missing) == 0 {
		t.Error("what is not known is a fact")
	}
}

// TestFewBarsMakeFewFacts has histories too short for most measures.
func TestFewBarsMakeFewFacts(t *testing.T) {
	for n, absent := range map[int][]string{
		1: {"return_5", "rsi", "sma_20", "atr", "relative_volume", "year_high", "volatility"}, 30: {"sma_50", "return_63", "year_high", "drawdown"},
		100: {"sma_200", "return_126"},
	} {
		sheet, err := Build(Subject{Symbol: "A", Bars: rising(n)})
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range absent {
			if f, ok := sheet.Get("A", key); ok {
				t.Errorf("%d bars make %+v", n, f)
			}
		}
		for _, f := range sheet.Facts {
			if f.Value != nil && (math.IsNaN(*f.Value) || math.IsInf(*f.Value, 0)) {
				t.Errorf("%d bars make %+v", n, f)
			}
		}
	}
}

func TestNoNumber(t *testing.T) {
	bars := rising(60)
	bars[3].Close = math.NaN()
	if _, err := Build(Subject{Symbol: "A", Bars: bars}); err == nil {
		t.Error("NaN accepted")
	}
}
