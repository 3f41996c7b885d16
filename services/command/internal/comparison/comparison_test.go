package comparison

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// run makes bars of closes on the days from one on.
func run(first int, volume int64, closes ...float64) []bar.Bar {
	bars := make([]bar.Bar, len(closes))
	for i, c := range closes {
		bars[i] = bar.Bar{Time: time.Date(2017, 1, first+i, 0, 0, 0, 0, time.UTC), Open: c, High: c, Low: c, Close: c, Volume: volume}
	}
	return bars
}

func row(t *testing.T, r Result, metric Metric, days int) Row {
	t.Helper()
	for _, row := range r.Rows {
		if row.Metric == metric && row.Days == days {
			return row
		}
	}
	t.Fatalf("no row %d of %d days", metric, days)
	return Row{}
}

func TestCompare(t *testing.T) {
	a := run(1, 100, 50, 10, 12, 9, 12, 15, 30)
	b := run(2, 200, 20, 22, 24, 22, 20) // days 2 to 6
	r, err := Compare([]Series{{Bars: a}, {Bars: b}}, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Days) != 5 || r.Days[0].Day() != 2 || r.Days[4].Day() != 6 || r.Closes[0] != 15 {
		t.Errorf("days %v, closes %v", r.Days, r.Closes)
	}
	for metric, want := range map[Metric][2]float64{
		Return: {0.5, 0}, MaxDrawdown: {0.25, 1 - 20.0/24}, Volume: {100, 200}, TradedValue: {1200, 4400}, RelativeVolume: {1, 1},
	} {
		got := row(t, r, metric, 4)
		for i := range want {
			if math.Abs(*got.Values[i]-want[i]) > 1e-12 {
				t.Errorf("metric %d of series %d is %v, want %v", metric, i, *got.Values[i], want[i])
			}
		}
	}
	for metric, want := range map[Metric]int{Return: 0, Volatility: 1, MaxDrawdown: 1, Sharpe: 0, TradedValue: 1} {
		if got := row(t, r, metric, 4).Best; got == nil || *got != want {
			t.Errorf("best of metric %d is %v, want %d", metric, got, want)
		}
	}
	if row(t, r, Volume, 4).Best != nil || len(r.Correlations) != 1 || r.Correlations[0].Value == nil || r.Correlations[0].Days != 4 {
		t.Errorf("rows %+v, correlations %+v", r.Rows, r.Correlations)
	}
}

func TestAbsentAndTied(t *testing.T) {
	silent, twin := run(1, 0, 10, 11, 12, 13), run(1, 5, 10, 11, 12, 13)
	r, err := Compare([]Series{{Bars: silent}, {Bars: twin, Index: true}}, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := row(t, r, Return, 3); got.Best != nil {
		t.Errorf("%d is better of two that are the same", *got.Best)
	}
	if got := row(t, r, Volume, 3); got.Values[0] != nil || got.Values[1] == nil {
		t.Errorf("volumes %v", got.Values)
	}
	if got := row(t, r, TradedValue, 3); got.Best != nil || got.Values[1] != nil {
		t.Errorf("traded values %+v of another currency and an index", got)
	}
}

func TestNoCommonDays(t *testing.T) {
	for name, series := range map[string][]Series{
		"apart": {{Bars: run(1, 1, 1, 2)}, {Bars: run(10, 1, 1, 2)}}, "one day": {{Bars: run(1, 1, 1, 2)}, {Bars: run(2, 1, 1, 2)}}, "nothing": {{}, {}},
	} {
		if _, err := Compare(series, true); !errors.Is(err, ErrNoCommonDays) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWindows(t *testing.T) {
	closes := make([]float64, 300)
	for i := range closes {
		closes[i] = 100 + math.Sin(float64(i))
	}
	r, err := Compare([]Series{{Bars: run(1, 1, closes...)}, {Bars: run(1, 1, closes...)}}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{5, 21, 63, 126, 252, 299} {
		if got := row(t, r, Return, days); !got.From.Equal(r.Days[299-days]) {
			t.Errorf("window of %d days begins %s", days, got.From)
		}
	}
	if row(t, r, Volatility, 252); r.Correlations[0].Days != 252 {
		t.Errorf("correlation of %d days", r.Correlations[0].Days)
	}
}

func TestValue(t *testing.T) {
	ratios := func(pe ...float64) []*valuation.Ratios {
		var list []*valuation.Ratios
		for _, v := range pe {
			one := &valuation.Ratios{PriceEarnings: &v}
			if v == 0 {
				one = nil
			}
			list = append(list, one)
		}
		return list
	}
	for name, c := range map[string]struct {
		of          []*valuation.Ratios
		oneCurrency bool
		best        int // -1 for none
		rows        int
	}{
		"the least":           {ratios(20, 10), true, 1, 1},
		"a loss":              {ratios(-5, 10), true, 1, 1},
		"first before a loss": {ratios(10, -5), true, 0, 1},
		"losses":              {ratios(-5, -10), true, -1, 1},
		"the same":            {ratios(10, 10), true, -1, 1},
		"one is not known":    {ratios(10, 0), true, -1, 1},
		"two currencies":      {ratios(20, 10), false, -1, 1},
		"nothing known":       {ratios(0, 0), true, -1, 0},
	} {
		r := Result{Days: []time.Time{time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC)}}
		r.Value(c.of, c.oneCurrency)
		if len(r.Rows) != c.rows {
			t.Errorf("%s: %+v", name, r.Rows)
			continue
		}
		for _, row := range r.Rows {
			if row.Metric != PriceEarnings || (row.Best == nil) != (c.best < 0) || row.Best != nil && *row.Best != c.best {
				t.Errorf("%s: %+v", name, row)
			}
		}
	}
}
