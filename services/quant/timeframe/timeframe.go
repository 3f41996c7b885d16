// Package timeframe names the spans of time a chart can cover, and the lengths
// of their bars.
package timeframe

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Timeframe is a span of time together with the length of its bars.
type Timeframe int

// The timeframes. Their numbers are those of the catalyst.market.v1.Timeframe
// enum.
const (
	Day Timeframe = iota + 1
	FiveDays
	Month
	Quarter
	Year
	HalfYear
	YearToDate
	TwoYears
	FiveYears
	Max
)

// ErrInvalid is returned for text that names no timeframe.
var ErrInvalid = errors.New("a timeframe is one of 1D, 5D, 1M, 3M, 6M, YTD, 1Y, 2Y, 5Y and MAX")

// All lists every timeframe, in the order people expect.
var All = []Timeframe{Day, FiveDays, Month, Quarter, HalfYear, YearToDate, Year, TwoYears, FiveYears, Max}

// sessionsOfYear is how many days a year trades.
const sessionsOfYear = 252

var facts = [...]struct {
	code, label string
	interval    Interval
	sessions    int
}{
	Day:        {"1D", "1 Day", FiveMinutes, 1},
	FiveDays:   {"5D", "5 Days", QuarterHour, 5},
	Month:      {"1M", "1 Month", Daily, 22},
	Quarter:    {"3M", "3 Months", Daily, 63},
	HalfYear:   {"6M", "6 Months", Daily, 126},
	YearToDate: {"YTD", "Year to Date", Daily, 0},
	Year:       {"1Y", "1 Year", Daily, sessionsOfYear},
	TwoYears:   {"2Y", "2 Years", Weekly, 2 * sessionsOfYear},
	FiveYears:  {"5Y", "5 Years", Weekly, 5 * sessionsOfYear},
	Max:        {"MAX", "All Time", Daily, 0},
}

// Parse reads the code of a timeframe, such as "YTD"; case does not matter.
func Parse(code string) (Timeframe, error) {
	code = strings.TrimSpace(code)
	i := slices.IndexFunc(All, func(tf Timeframe) bool { return strings.EqualFold(tf.String(), code) })
	if i < 0 {
		return 0, ErrInvalid
	}
	return All[i], nil
}

// Valid reports whether t is one of Known.
func (t Timeframe) Valid() bool { return t >= Day && t <= Max }

// String returns the code, such as "1D".
func (t Timeframe) String() string { return facts[t.known()].code }

// Label returns the name for people, such as "1 Day".
func (t Timeframe) Label() string { return facts[t.known()].label }

// Interval is the usual length of one bar. Max has longer ones when the history
// is long; see IntervalFor.
func (t Timeframe) Interval() Interval { return facts[t.known()].interval }

// Step is the length of one bar.
func (t Timeframe) Step() time.Duration { return t.Interval().Step() }

// Sessions is the number of trading days the timeframe spans; 0 when that
// depends on the day, for YearToDate, or on the history, for Max.
func (t Timeframe) Sessions() int { return facts[t.known()].sessions }

// Intraday reports whether bars are shorter than a day.
func (t Timeframe) Intraday() bool { return t.Interval().Intraday() }

// known is t, or 0, of which nothing is known.
func (t Timeframe) known() Timeframe {
	if !t.Valid() {
		return 0
	}
	return t
}
