// Package comparison sets daily bars of several symbols side by side, over the
// days all of them traded on.
package comparison

import (
	"errors"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/statistics"
)

// ErrNoCommonDays is returned when fewer than two days are common to all.
var ErrNoCommonDays = errors.New("fewer than two days in common")

// Series is one symbol's.
type Series struct {
	// Bars are daily, oldest first.
	Bars []bar.Bar
	// Index is true when its price is no price of a share.
	Index bool
}

// Result compares the series given, in their order.
type Result struct {
	// Days are those common to all, oldest first.
	Days []time.Time
	// Closes are the last common ones.
	Closes       []float64
	Rows         []Row
	Correlations []Correlation
}

// Correlation is that of the daily returns of two series.
type Correlation struct {
	First, Second int
	// Value is nil when one of them never moved.
	Value *float64
	// Days is how many returns were compared.
	Days int
}

// windows are those returns are compared over, in sessions: a week, a month, a
// quarter, half a year and a year.
var windows = []int{5, 21, 63, 126, 252}

const (
	// volumeDays is the window of volumes.
	volumeDays = 20
	// riskDays is the longest window of what measures risk.
	riskDays = 252
)

// Compare compares series. Traded values are compared when oneCurrency says
// that all prices have the same.
func Compare(series []Series, oneCurrency bool) (Result, error) {
	common := align(series)
	n := len(common[0].Bars)
	if n < 2 {
		return Result{}, ErrNoCommonDays
	}
	r := Result{}
	for _, b := range common[0].Bars {
		r.Days = append(r.Days, b.Time)
	}
	for _, one := range common {
		r.Closes = append(r.Closes, one.Bars[n-1].Close)
	}
	for _, days := range returnWindows(n - 1) {
		r.add(common, Return, days, moreIsBetter)
	}
	risk, recent := min(riskDays, n-1), min(volumeDays, n-1)
	r.add(common, Volatility, risk, lessIsBetter)
	r.add(common, MaxDrawdown, risk, lessIsBetter)
	r.add(common, Sharpe, risk, moreIsBetter)
	r.add(common, Volume, recent, noneIsBetter)
	value := noneIsBetter
	if oneCurrency {
		value = moreIsBetter
	}
	r.add(common, TradedValue, recent, value)
	r.add(common, RelativeVolume, recent, noneIsBetter)
	r.correlate(common, risk)
	return r, nil
}

// returnWindows are the windows that fit, and all there is.
func returnWindows(most int) []int {
	var fit []int
	for _, days := range windows {
		if days < most {
			fit = append(fit, days)
		}
	}
	return append(fit, most)
}

// correlate compares the last returns of each pair.
func (r *Result) correlate(common []Series, days int) {
	if days < 3 {
		return
	}
	changes := make([][]float64, len(common))
	for i, one := range common {
		changes[i] = statistics.Changes(lastCloses(one.Bars, days))
	}
	for i := range changes {
		for j := i + 1; j < len(changes); j++ {
			c := Correlation{First: i, Second: j, Days: days}
			if value, ok := statistics.Correlation(changes[i], changes[j]); ok {
				c.Value = &value
			}
			r.Correlations = append(r.Correlations, c)
		}
	}
}

// align keeps the bars of days that every series has.
func align(series []Series) []Series {
	seen := map[time.Time]int{}
	for _, one := range series {
		for _, b := range one.Bars {
			seen[b.Time.UTC()]++
		}
	}
	common := make([]Series, len(series))
	for i, one := range series {
		common[i].Index = one.Index
		for _, b := range one.Bars {
			if seen[b.Time.UTC()] == len(series) {
				common[i].Bars = append(common[i].Bars, b)
			}
		}
	}
	return common
}
