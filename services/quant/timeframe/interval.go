package timeframe

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Interval is the length of one bar. Its numbers are those of the
// catalyst.market.v1.Interval enum.
type Interval int

// The intervals, shortest first.
const (
	FiveMinutes Interval = iota + 1
	QuarterHour
	Daily
	Weekly
	Monthly
)

// most is how many bars a span of Max has before they are gathered into longer
// ones.
const most = 400

// Step is the length of one bar; of weeks and months, the usual one.
func (i Interval) Step() time.Duration {
	const day = 24 * time.Hour
	switch i {
	case FiveMinutes:
		return 5 * time.Minute
	case QuarterHour:
		return 15 * time.Minute
	case Weekly:
		return 7 * day
	case Monthly:
		return 30 * day
	default:
		return day
	}
}

// Intraday reports whether bars are shorter than a day.
func (i Interval) Intraday() bool { return i == FiveMinutes || i == QuarterHour }

// Valid reports whether i is one of the intervals.
func (i Interval) Valid() bool { return i >= FiveMinutes && i <= Monthly }

// IntervalFor is the length of the bars of a timeframe when so many daily ones
// are known.
func (t Timeframe) IntervalFor(days int) Interval {
	switch {
	case t != Max || days <= most:
		return t.Interval()
	case days <= 5*most:
		return Weekly
	default:
		return Monthly
	}
}

// Gather puts daily bars, oldest first, together into weeks or months. Each has
// the time of its first day; the first and the last may be incomplete. For
// other intervals the bars are returned as they are.
func Gather(days []bar.Bar, interval Interval) []bar.Bar {
	if interval != Weekly && interval != Monthly {
		return days
	}
	var gathered []bar.Bar
	for i, day := range days {
		if i == 0 || begins(days[i-1].Time, day.Time, interval) {
			gathered = append(gathered, day)
			continue
		}
		whole := &gathered[len(gathered)-1]
		whole.High, whole.Low = max(whole.High, day.High), min(whole.Low, day.Low)
		whole.Close = day.Close
		whole.Volume += day.Volume
		whole.Synthetic = whole.Synthetic || day.Synthetic
	}
	return gathered
}

// begins reports whether a week or a month begins after the day before.
func begins(before, day time.Time, interval Interval) bool {
	if interval == Monthly {
		return before.Year() != day.Year() || before.Month() != day.Month()
	}
	beforeYear, beforeWeek := before.ISOWeek()
	year, week := day.ISOWeek()
	return beforeYear != year || beforeWeek != week
}

// SpanDays is how many of the days, oldest first, belong to the span that ends
// with the newest: at least 1, unless there is none, and at most all.
func (t Timeframe) SpanDays(days []bar.Bar) int {
	switch t {
	case Max:
		return len(days)
	case YearToDate:
		return daysOfYear(days)
	default:
		return min(t.Sessions(), len(days))
	}
}

// daysOfYear counts the days of the newest one's year.
func daysOfYear(days []bar.Bar) int {
	count := 0
	for i := len(days) - 1; i >= 0 && days[i].Time.Year() == days[len(days)-1].Time.Year(); i-- {
		count++
	}
	return count
}
