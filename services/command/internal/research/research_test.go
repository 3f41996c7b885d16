package research

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
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
	if _, ok := sheet.Get("AAPL", "industry"); ok {
		t.Error("what is not known is a fact")
	}
}

// TestFundamentals has a close of 399 over what was reported.
func TestFundamentals(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	bars := rising(300)
	last, ended := bars[299].Time, time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC)
	company := valuation.Company{Currency: "USD", Source: "reports", Years: []valuation.Year{
		{Number: 2016, End: ended, Revenue: number(90), NetIncome: number(20), BasicEPS: number(20), Shares: number(1)},
		{Number: 2015, End: ended.AddDate(-1, 0, 0), Revenue: number(100)},
	}}
	sheet, err := Build(Subject{Symbol: "AAPL", Currency: "USD", Source: "bars", Bars: bars, Company: &company})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]fact.Fact{
		"revenue":        {Label: "Revenue of fiscal 2016", Unit: fact.Money, Value: number(90), At: ended, Source: "reports"},
		"revenue_growth": {Label: "Growth of revenue of fiscal 2016", Unit: fact.Percent, Value: number(-10), At: ended, Source: "reports", Change: true},
		"net_income":     {Label: "Net income of fiscal 2016", Unit: fact.Money, Value: number(20), At: ended, Source: "reports"},
		"eps":            {Label: "Earnings per share (basic) of fiscal 2016", Unit: fact.Money, Value: number(20), At: ended, Source: "reports"},
		"pe":             {Label: "P/E on basic earnings of fiscal 2016", Unit: fact.Number, Value: number(399.0 / 20), At: last, Source: "bars; reports"},
		"ps":             {Label: "P/S on revenue of fiscal 2016", Unit: fact.Number, Value: number(399.0 / 90), At: last, Source: "bars; reports"},
	} {
		got, ok := sheet.Get("AAPL", key)
		if !ok || math.Abs(*got.Value-*want.Value) > 1e-9 || got.Label != want.Label || got.Unit != want.Unit || !got.At.Equal(want.At) ||
			got.Source != want.Source || got.Change != want.Change || got.Group != fact.Fundamentals || got.ID == "" {
			t.Errorf("%s: %+v", key, got)
		}
	}
	for name, spoil := range map[string]func(){
		"another currency": func() { company.Currency = "EUR" }, "no year": func() { company.Years = nil },
	} {
		spoil()
		if sheet, err = Build(Subject{Symbol: "AAPL", Currency: "USD", Bars: bars, Company: &company}); err != nil || len(sheet.Missing) != 1 {
			t.Errorf("%s: missing %q, %v", name, sheet.Missing, err)
		}
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
