package catalyst

import (
	"fmt"
	"math"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Thresholds of computed catalysts, as the proto states them.
const (
	leastGap    = 0.03
	leastVolume = 2.0
	// volumeBars is the number of sessions volume is compared with.
	volumeBars = 20
	// yearBars is the number of sessions in 52 weeks.
	yearBars = 252
	// quietBars is how many sessions must pass between two highs, or lows, that
	// are told: a trend makes one nearly each day.
	quietBars = 20
)

// WarmUp is how many bars before the span Computed looks at.
const WarmUp = yearBars + quietBars

// Computed finds the gaps, unusual volumes and 52-week extremes of the span of
// a daily series, oldest first.
func Computed(series provider.Series) []provider.Catalyst {
	var found []provider.Catalyst
	for i := series.SpanStart; i < len(series.Bars); i++ {
		for _, find := range []func([]bar.Bar, int) (provider.Kind, string){gap, volume, yearHigh, yearLow} {
			if kind, headline := find(series.Bars, i); kind != 0 {
				found = append(found, computed(series, i, kind, headline))
			}
		}
	}
	return found
}

func computed(series provider.Series, i int, kind provider.Kind, headline string) provider.Catalyst {
	from := series.Provenance
	from.Source, from.AsOf = "computed from "+from.Source, series.Bars[i].Time
	return provider.Catalyst{Kind: kind, Time: series.Bars[i].Time, Headline: headline, Provenance: from}
}

func gap(bars []bar.Bar, i int) (provider.Kind, string) {
	if i == 0 {
		return 0, ""
	}
	jump := bars[i].Open/bars[i-1].Close - 1
	if math.Abs(jump) < leastGap {
		return 0, ""
	}
	side := "above"
	if jump < 0 {
		side = "below"
	}
	return provider.Gap, fmt.Sprintf("Opened %.1f %% %s the close before", math.Abs(jump)*100, side)
}

func volume(bars []bar.Bar, i int) (provider.Kind, string) {
	if i < volumeBars {
		return 0, ""
	}
	mean := 0.0
	for _, b := range bars[i-volumeBars : i] {
		if b.Volume == 0 { // not told, so there is no mean
			return 0, ""
		}
		mean += float64(b.Volume) / volumeBars
	}
	times := float64(bars[i].Volume) / mean
	if times < leastVolume {
		return 0, ""
	}
	return provider.UnusualVolume, fmt.Sprintf("%.1f times the mean volume of 20 sessions", times)
}

func yearHigh(bars []bar.Bar, i int) (provider.Kind, string) {
	if !first(bars, i, func(b, other bar.Bar) bool { return b.High > other.High }) {
		return 0, ""
	}
	return provider.YearHigh, fmt.Sprintf("Highest price in 52 weeks: %.2f", bars[i].High)
}

func yearLow(bars []bar.Bar, i int) (provider.Kind, string) {
	if !first(bars, i, func(b, other bar.Bar) bool { return b.Low < other.Low }) {
		return 0, ""
	}
	return provider.YearLow, fmt.Sprintf("Lowest price in 52 weeks: %.2f", bars[i].Low)
}

// first reports whether the bar is beyond all of the year before it, and no
// bar shortly before it was.
func first(bars []bar.Bar, i int, beyond func(b, other bar.Bar) bool) bool {
	if !extreme(bars, i, beyond) {
		return false
	}
	for k := max(0, i-quietBars); k < i; k++ {
		if extreme(bars, k, beyond) {
			return false
		}
	}
	return true
}

func extreme(bars []bar.Bar, i int, beyond func(b, other bar.Bar) bool) bool {
	if i < yearBars {
		return false
	}
	for _, other := range bars[i-yearBars : i] {
		if !beyond(bars[i], other) {
			return false
		}
	}
	return true
}
