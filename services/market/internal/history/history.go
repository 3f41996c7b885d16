// Package history cuts timeframes out of daily bars and reads what a quote
// tells of the days before.
package history

import (
	"slices"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	// yearBars is the number of sessions in 52 weeks, and leastYear how many
	// must be there to speak of a year.
	yearBars, leastYear = 252, 250
	// volumeBars is the number of sessions volume is compared with.
	volumeBars = 20
)

// Cut gathers daily bars, oldest first, into those of a timeframe, with up to
// warmUp bars before the span. It returns the index where the span begins and
// the length of the bars.
func Cut(days []bar.Bar, tf timeframe.Timeframe, warmUp int) ([]bar.Bar, int, timeframe.Interval) {
	interval := tf.IntervalFor(len(days))
	span := days[len(days)-tf.SpanDays(days):]
	bars := timeframe.Gather(days, interval)
	// A week or month that the span only touches belongs to it.
	start := len(bars) - len(timeframe.Gather(span, interval))
	from := max(0, start-warmUp)
	return slices.Clone(bars[from:]), start - from, interval
}

// YearRange is the range of prices in the last 52 weeks of daily bars, or nil
// when they do not reach back so far.
func YearRange(days []bar.Bar) (high, low *float64) {
	if len(days) < leastYear {
		return nil, nil
	}
	year := days[max(0, len(days)-yearBars):]
	top, bottom := year[0].High, year[0].Low
	for _, b := range year {
		top, bottom = max(top, b.High), min(bottom, b.Low)
	}
	return &top, &bottom
}

// AverageVolume is the mean volume of the last 20 daily bars, or nil when there
// are fewer.
func AverageVolume(days []bar.Bar) *float64 {
	if len(days) < volumeBars {
		return nil
	}
	sum := 0.0
	for _, b := range days[len(days)-volumeBars:] {
		sum += float64(b.Volume)
	}
	mean := sum / volumeBars
	return &mean
}
