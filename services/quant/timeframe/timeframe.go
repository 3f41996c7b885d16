// Package timeframe names the spans of time a chart can cover.
package timeframe

import (
	"errors"
	"strings"
	"time"
)

// Timeframe is a span of time together with the length of its bars.
type Timeframe int

// The timeframes, shortest first. Their numbers are those of the
// catalyst.market.v1.Timeframe enum.
const (
	Day Timeframe = iota + 1
	FiveDays
	Month
	Quarter
	Year
)

// ErrInvalid is returned for text that names no timeframe.
var ErrInvalid = errors.New("a timeframe is one of 1D, 5D, 1M, 3M and 1Y")

// All lists every timeframe, shortest first.
var All = []Timeframe{Day, FiveDays, Month, Quarter, Year}

var facts = map[Timeframe]struct {
	code, label string
	step        time.Duration
	sessions    int
}{
	Day:      {"1D", "1 Day", 5 * time.Minute, 1},
	FiveDays: {"5D", "5 Days", 15 * time.Minute, 5},
	Month:    {"1M", "1 Month", 24 * time.Hour, 22},
	Quarter:  {"3M", "3 Months", 24 * time.Hour, 63},
	Year:     {"1Y", "1 Year", 24 * time.Hour, 252},
}

// Parse reads a code such as "1D"; case does not matter.
func Parse(code string) (Timeframe, error) {
	for tf, f := range facts {
		if strings.EqualFold(f.code, strings.TrimSpace(code)) {
			return tf, nil
		}
	}
	return 0, ErrInvalid
}

// Valid reports whether t is one of All.
func (t Timeframe) Valid() bool { return t >= Day && t <= Year }

// String returns the code, such as "1D".
func (t Timeframe) String() string { return facts[t].code }

// Label returns the name for people, such as "1 Day".
func (t Timeframe) Label() string { return facts[t].label }

// Step is the length of one bar.
func (t Timeframe) Step() time.Duration { return facts[t].step }

// Sessions is the number of trading days the timeframe spans.
func (t Timeframe) Sessions() int { return facts[t].sessions }

// Intraday reports whether bars are shorter than a day.
func (t Timeframe) Intraday() bool { return t.Step() < 24*time.Hour }
