package intake

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

var now = time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)

// week is Monday to Friday without a fault.
func week() []bar.Bar {
	bars := make([]bar.Bar, 5)
	for i := range bars {
		day := time.Date(2026, 11, 16+i, 0, 0, 0, 0, time.UTC)
		bars[i] = bar.Bar{Time: day, Open: 10, High: 12, Low: 9, Close: 11, Volume: 100}
	}
	return bars
}

func TestClean(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(bars []bar.Bar) []bar.Bar
		want  Report
		kept  int
	}{
		"sound":         {func(b []bar.Bar) []bar.Bar { return b }, Report{}, 5},
		"not a number":  {func(b []bar.Bar) []bar.Bar { b[0].Close = math.NaN(); return b }, Report{Unsound: 1}, 4},
		"no price":      {func(b []bar.Bar) []bar.Bar { b[0].Open = 0; return b }, Report{Unsound: 1}, 4},
		"low above":     {func(b []bar.Bar) []bar.Bar { b[4].Low = 11.5; return b }, Report{Unsound: 1}, 4},
		"absurd":        {func(b []bar.Bar) []bar.Bar { b[4].High = 1e12; return b }, Report{Unsound: 1}, 4},
		"spike":         {func(b []bar.Bar) []bar.Bar { b[2].High, b[2].Close = 1200, 1100; return b }, Report{Unsound: 1, Holes: 1}, 4},
		"double":        {func(b []bar.Bar) []bar.Bar { return append(b, b[4]) }, Report{Double: 1}, 5},
		"out of order":  {func(b []bar.Bar) []bar.Bar { b[0], b[4] = b[4], b[0]; return b }, Report{Unordered: true}, 5},
		"on a Saturday": {func(b []bar.Bar) []bar.Bar { b[0].Time = b[0].Time.AddDate(0, 0, -2); return b }, Report{Misplaced: 1}, 4},
		"in the future": {func(b []bar.Bar) []bar.Bar { b[4].Time = b[4].Time.AddDate(0, 0, 7); return b }, Report{Misplaced: 1}, 4},
		"a hole":        {func(b []bar.Bar) []bar.Bar { return append(b[:1], b[3:]...) }, Report{Holes: 2}, 3},
		"nothing":       {func([]bar.Bar) []bar.Bar { return nil }, Report{}, 0},
	} {
		kept, report := Clean(c.spoil(week()), timeframe.Daily, now)
		if report != c.want || len(kept) != c.kept {
			t.Errorf("%s: %d bars, %+v", name, len(kept), report)
		}
		if len(kept) > 0 && bar.ValidateSeries(kept) != nil {
			t.Errorf("%s: what was kept is not sound", name)
		}
	}
}

func TestCleanIntraday(t *testing.T) {
	opening := time.Date(2026, 11, 20, 14, 30, 0, 0, time.UTC)
	var bars []bar.Bar
	for _, minutes := range []int{-5, 0, 5, 20, 385, 390} { // before the bell, ..., after the bell
		b := week()[0]
		b.Time = opening.Add(time.Duration(minutes) * time.Minute)
		bars = append(bars, b)
	}
	kept, report := Clean(bars, timeframe.FiveMinutes, now)
	if len(kept) != 4 || report.Misplaced != 2 || report.Holes != 2+72 {
		t.Errorf("%d bars, %+v", len(kept), report)
	}
}

func TestAdjusted(t *testing.T) {
	split := Split{Day: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC), Ratio: 10}
	raw := week()
	for i := range raw[:2] {
		raw[i].Open, raw[i].High, raw[i].Low, raw[i].Close, raw[i].Volume = 100, 120, 90, 110, 10
	}
	want := week()
	for name, given := range map[string][]bar.Bar{
		"raw": raw, "already adjusted": week(), "adjusted here before": Adjusted(raw, []Split{split}),
	} {
		for i, b := range Adjusted(given, []Split{split}) {
			if b != want[i] {
				t.Errorf("%s: bar %d is %+v", name, i, b)
			}
		}
	}
	if raw[0].Close != 110 {
		t.Error("the bars given were changed")
	}
	for _, ratio := range []float64{0, -1, 1, math.NaN(), math.Inf(1)} {
		if got := Adjusted(raw, []Split{{split.Day, ratio}}); got[0] != raw[0] {
			t.Errorf("a ratio of %v was applied", ratio)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add(10.0, 12.0, 9.0, 11.0, int64(5), int64(100), true)
	f.Fuzz(func(t *testing.T, open, high, low, closing float64, hours, volume int64, daily bool) {
		interval := timeframe.FiveMinutes
		if daily {
			interval = timeframe.Daily
		}
		odd := bar.Bar{Time: now.Add(-time.Duration(hours%10000) * time.Hour), Open: open, High: high, Low: low, Close: closing, Volume: volume}
		bars := append(week(), odd, odd)
		kept, report := Clean(bars, interval, now)
		if len(kept)+report.Dropped() != len(bars) {
			t.Fatalf("%d kept and %d dropped of %d", len(kept), report.Dropped(), len(bars))
		}
		if len(kept) > 0 && bar.ValidateSeries(kept) != nil {
			t.Fatal("unsound bars were kept")
		}
	})
}
