// Package intake is the door for bars from outside: what is not sound stays
// out, and is counted.
package intake

import (
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	// highestPrice is above that of every security: 10 million.
	highestPrice = 1e7
	// spike is how many times both neighbours' closes a close may be, either
	// way.
	spike = 10
)

// Report counts what Clean met.
type Report struct {
	// Unsound bars broke a rule or were absurd, Double ones had the time of
	// another, Misplaced ones lay outside trading or in the future. These were
	// dropped.
	Unsound, Double, Misplaced int
	// Unordered is true when bars had to be sorted.
	Unordered bool
	// Holes is the number of bars missing between the first and the last; they
	// are not filled.
	Holes int
}

// Dropped is the number of bars that stayed out.
func (r Report) Dropped() int { return r.Unsound + r.Double + r.Misplaced }

// Clean keeps the sound bars of an interval, oldest first. Of two bars with the
// same time the later one, a correction, is kept. The bars given are not
// changed.
func Clean(bars []bar.Bar, interval timeframe.Interval, now time.Time) ([]bar.Bar, Report) {
	var report Report
	kept := make([]bar.Bar, 0, len(bars))
	for _, b := range bars {
		switch {
		case b.Validate() != nil, b.High > highestPrice:
			report.Unsound++
		case b.Time.After(now), !traded(b.Time, interval):
			report.Misplaced++
		default:
			kept = append(kept, b)
		}
	}
	earlier := func(a, b bar.Bar) int { return a.Time.Compare(b.Time) }
	if !slices.IsSortedFunc(kept, earlier) {
		report.Unordered = true
		slices.SortStableFunc(kept, earlier)
	}
	kept, report.Double = withoutDoubles(kept)
	kept, spikes := withoutSpikes(kept)
	report.Unsound += spikes
	report.Holes = holes(kept, interval)
	return kept, report
}

// traded reports whether the exchange is open at the time of a bar.
func traded(t time.Time, interval timeframe.Interval) bool {
	if interval.Intraday() {
		return calendar.SessionAt(t) == calendar.Regular
	}
	return calendar.IsTradingDay(t)
}

func withoutDoubles(sorted []bar.Bar) (kept []bar.Bar, doubles int) {
	for _, b := range sorted {
		if n := len(kept); n > 0 && kept[n-1].Time.Equal(b.Time) {
			kept[n-1] = b
			doubles++
			continue
		}
		kept = append(kept, b)
	}
	return kept, doubles
}

// withoutSpikes drops bars that jump away from both neighbours and back.
func withoutSpikes(bars []bar.Bar) (kept []bar.Bar, spikes int) {
	for i, b := range bars {
		if i > 0 && i < len(bars)-1 && far(b, bars[i-1]) && far(b, bars[i+1]) && !far(bars[i-1], bars[i+1]) {
			spikes++
			continue
		}
		kept = append(kept, b)
	}
	return kept, spikes
}

func far(a, b bar.Bar) bool { return a.Close > spike*b.Close || b.Close > spike*a.Close }

// holes counts missing trading days, or missing bars inside sessions.
func holes(bars []bar.Bar, interval timeframe.Interval) int {
	count := 0
	for i := 1; i < len(bars); i++ {
		before, t := bars[i-1].Time, bars[i].Time
		if !interval.Intraday() {
			for day := before.AddDate(0, 0, 1); day.Before(t); day = day.AddDate(0, 0, 1) {
				if calendar.IsTradingDay(day) {
					count++
				}
			}
		} else if calendar.Date(before.In(calendar.Zone())).Equal(calendar.Date(t.In(calendar.Zone()))) {
			count += int(t.Sub(before)/interval.Step()) - 1
		}
	}
	return count
}
