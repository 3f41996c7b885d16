package comparison

import (
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/statistics"
)

// Metric is what a row compares. Its numbers are those of the
// catalyst.command.v1.ComparedMetric enum, but ratios are fractions here.
type Metric int

// The metrics.
const (
	Return Metric = iota + 1
	Volatility
	MaxDrawdown
	Sharpe
	Volume
	TradedValue
	RelativeVolume
	PriceEarnings
	PriceSales
)

// InPercent reports whether the metric is a fraction people read in percent.
func (m Metric) InPercent() bool { return m <= MaxDrawdown }

// Row is one metric over one window.
type Row struct {
	Metric Metric
	// Days is how many returns or volumes count, 0 for valuations.
	Days int
	// From is the day the window begins with.
	From time.Time
	// Values are nil where unknown.
	Values []*float64
	// Ratios are what valuations rest on, nil for other metrics.
	Ratios []*valuation.Ratios
	// Best is the index of the one better than all others; nil when none is.
	Best *int
}

// direction says which of two values is better.
type direction int

const (
	noneIsBetter direction = iota
	moreIsBetter
	lessIsBetter
	// leastPositiveIsBetter is less is better, of those above 0.
	leastPositiveIsBetter
)

func (r *Result) add(common []Series, metric Metric, days int, better direction) {
	first := common[0].Bars
	row := Row{Metric: metric, Days: days, From: first[len(first)-1-days].Time}
	for _, one := range common {
		value, ok := metric.of(one.Bars, days)
		// Nobody trades an index, so its level times shares is no value.
		if !ok || one.Index && metric == TradedValue {
			row.Values = append(row.Values, nil)
			continue
		}
		row.Values = append(row.Values, &value)
	}
	row.Best = best(row.Values, better)
	r.Rows = append(r.Rows, row)
}

// of measures the last days of bars; there is one more of them at least.
func (m Metric) of(bars []bar.Bar, days int) (float64, bool) {
	closes := lastCloses(bars, days)
	switch m {
	case Return:
		return statistics.Return(closes)
	case Volatility:
		return statistics.Volatility(statistics.Changes(closes))
	case MaxDrawdown:
		return statistics.MaxDrawdown(closes).Depth, true
	case Sharpe:
		return statistics.Sharpe(statistics.Changes(closes))
	case Volume:
		return meanVolume(bars[len(bars)-days:], func(bar.Bar) float64 { return 1 })
	case TradedValue:
		return meanVolume(bars[len(bars)-days:], func(b bar.Bar) float64 { return b.Close })
	default:
		mean, ok := meanVolume(bars[len(bars)-1-days:len(bars)-1], func(bar.Bar) float64 { return 1 })
		last := bars[len(bars)-1].Volume
		return float64(last) / mean, ok && last > 0
	}
}

// meanVolume is the mean of volumes times a weight; a bar of no volume is one
// whose volume is not told, and makes the mean unknown.
func meanVolume(bars []bar.Bar, weight func(bar.Bar) float64) (float64, bool) {
	sum := 0.0
	for _, b := range bars {
		if b.Volume == 0 {
			return 0, false
		}
		sum += float64(b.Volume) * weight(b)
	}
	return sum / float64(len(bars)), len(bars) > 0
}

func lastCloses(bars []bar.Bar, days int) []float64 { return bar.Closes(bars[len(bars)-1-days:]) }

// best finds the value better than all others, when all are known.
func best(values []*float64, better direction) *int {
	if better == noneIsBetter {
		return nil
	}
	at, tied := 0, false
	for i, v := range values {
		if v == nil {
			return nil
		}
		switch lead := *values[at]; {
		case i == at:
		case *v == lead:
			tied = true
		case better.prefers(*v, lead):
			at, tied = i, false
		}
	}
	if tied || better == leastPositiveIsBetter && *values[at] <= 0 {
		return nil
	}
	return &at
}

// prefers reports whether a is better than b, which differs.
func (d direction) prefers(a, b float64) bool {
	switch {
	case d == moreIsBetter:
		return a > b
	case d == leastPositiveIsBetter && (a > 0) != (b > 0):
		return a > 0
	default:
		return a < b
	}
}
