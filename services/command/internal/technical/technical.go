// Package technical sums up what a run of closing prices says.
package technical

import "github.com/catalyst-bot/mesh/services/quant/indicator"

// Periods of the summary, in daily bars.
const (
	rsiPeriod   = 14
	shortPeriod = 20
	longPeriod  = 50
)

// WarmUp is how many closes before today settle every number here: Wilder's
// smoothing needs about ten times its period.
const WarmUp = 150

// Summary is what closes say. Absent numbers are nil.
type Summary struct {
	RSI, ShortAverage, LongAverage *float64
	Trend                          indicator.Trend
}

// Sum reads daily closes, oldest first. With few of them the summary holds
// less; closes that are no numbers are an error.
func Sum(closes []float64) (Summary, error) {
	var s Summary
	for _, want := range []struct {
		into   **float64
		run    func([]float64, int) (indicator.Line, error)
		period int
	}{
		{&s.RSI, indicator.RSI, rsiPeriod},
		{&s.ShortAverage, indicator.SMA, shortPeriod},
		{&s.LongAverage, indicator.SMA, longPeriod},
	} {
		line, err := want.run(closes, want.period)
		if err != nil {
			return Summary{}, err
		}
		if value, ok := line.Last(); ok {
			*want.into = &value
		}
	}
	if s.ShortAverage != nil && s.LongAverage != nil {
		s.Trend = indicator.TrendOf(closes[len(closes)-1], *s.ShortAverage, *s.LongAverage)
	}
	return s, nil
}

// Relative is a session's volume over the mean of those before; nil when
// either is unknown.
func Relative(volume *int64, mean *float64) *float64 {
	if volume == nil || mean == nil || *mean <= 0 {
		return nil
	}
	relative := float64(*volume) / *mean
	return &relative
}
