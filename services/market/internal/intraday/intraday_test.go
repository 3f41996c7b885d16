package intraday_test

import (
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/intraday"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// TestExpandKeepsTheDay expands every day of every sample series both ways.
func TestExpandKeepsTheDay(t *testing.T) {
	p, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	expanded := 0
	for _, s := range p.Symbols() {
		series, err := p.Bars(t.Context(), s, timeframe.Year, 10000)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range series.Bars {
			for _, step := range []time.Duration{5 * time.Minute, 15 * time.Minute} {
				check(t, s, day, intraday.Expand(s, day, step))
				expanded++
			}
		}
	}
	if expanded < 30000 {
		t.Errorf("only %d expansions", expanded)
	}
}

func check(t *testing.T, s symbol.Symbol, day bar.Bar, bars []bar.Bar) {
	t.Helper()
	if err := bar.ValidateSeries(bars); err != nil {
		t.Fatalf("%s %s: %v", s, day.Time.Format(time.DateOnly), err)
	}
	high, low, volume := 0.0, math.Inf(1), int64(0)
	for _, b := range bars {
		high, low, volume = max(high, b.High), min(low, b.Low), volume+b.Volume
		if !b.Synthetic || calendar.SessionAt(b.Time) != calendar.Regular {
			t.Fatalf("%s %s: a bar at %s, synthetic %v", s, day.Time.Format(time.DateOnly), b.Time, b.Synthetic)
		}
	}
	whole := bar.Bar{Open: bars[0].Open, High: high, Low: low, Close: bars[len(bars)-1].Close, Volume: volume, Time: day.Time}
	if whole != day {
		t.Fatalf("%s: %+v, want %+v", s, whole, day)
	}
}

func TestExpandIsDeterministic(t *testing.T) {
	day := bar.Bar{Time: time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC), Open: 10, High: 12, Low: 9, Close: 11, Volume: 1000}
	first, second := intraday.Expand("AAPL", day, 5*time.Minute), intraday.Expand("AAPL", day, 5*time.Minute)
	if len(first) != 78 || !reflect.DeepEqual(first, second) {
		t.Errorf("%d bars, the same %v", len(first), reflect.DeepEqual(first, second))
	}
	if reflect.DeepEqual(first, intraday.Expand("MSFT", day, 5*time.Minute)) {
		t.Error("another symbol has the same session")
	}
	day.Time = time.Date(2018, 11, 23, 0, 0, 0, 0, time.UTC) // closes early
	if bars := intraday.Expand("AAPL", day, 5*time.Minute); len(bars) != 42 {
		t.Errorf("%d bars on a short day", len(bars))
	}
}

func TestExpandFlatDay(t *testing.T) {
	day := bar.Bar{Time: time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC), Open: 10, High: 10, Low: 10, Close: 10}
	for _, b := range intraday.Expand("AAPL", day, 15*time.Minute) {
		if b.High != 10 || b.Low != 10 || b.Volume != 0 {
			t.Fatalf("a flat day moved: %+v", b)
		}
	}
}
