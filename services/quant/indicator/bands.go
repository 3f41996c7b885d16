package indicator

import (
	"github.com/markcheno/go-talib"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Bands are two lines around a middle one, all in prices and present on the
// same bars: Upper >= Middle >= Lower.
type Bands struct{ Upper, Middle, Lower Line }

func absentBands(n int) Bands {
	return Bands{Upper: absent(n), Middle: absent(n), Lower: absent(n)}
}

// Bollinger is the simple average of values, and width population standard
// deviations above and below it. Commonly 20 and 2. Width is above 0, at most
// 100.
func Bollinger(values []float64, period int, width float64) (Bands, error) {
	if err := checkPeriods(period); err != nil {
		return Bands{}, err
	}
	if err := checkFactor(width); err != nil {
		return Bands{}, err
	}
	if err := checkFinite(values); err != nil {
		return Bands{}, err
	}
	if len(values) < period {
		return absentBands(len(values)), nil
	}
	upper, middle, lower := talib.BBands(values, period, width, width, talib.SMA)
	return Bands{Upper: masked(upper, period-1), Middle: masked(middle, period-1), Lower: masked(lower, period-1)}, nil
}

// Keltner is the exponential average of closes over averagePeriod, and width
// ATRs of rangePeriod above and below it. Commonly 20, 10 and 2. Width is above
// 0, at most 100.
func Keltner(series []bar.Bar, averagePeriod, rangePeriod int, width float64) (Bands, error) {
	if err := checkFactor(width); err != nil {
		return Bands{}, err
	}
	atr, err := ATR(series, rangePeriod)
	if err != nil {
		return Bands{}, err
	}
	average, err := EMA(bar.Closes(series), averagePeriod)
	if err != nil {
		return Bands{}, err
	}
	upper, lower := make(Line, len(series)), make(Line, len(series))
	for i, reach := range atr {
		upper[i], lower[i] = average[i]+width*reach, average[i]-width*reach
		// Present only where both are.
		average[i] += 0 * reach
	}
	return Bands{Upper: masked(upper, 0), Middle: average, Lower: masked(lower, 0)}, nil
}

// Donchian is the highest high and the lowest low of period bars, the present
// one among them, and the middle of the two. Commonly 20.
func Donchian(series []bar.Bar, period int) (Bands, error) {
	if err := checkPeriods(period); err != nil {
		return Bands{}, err
	}
	c, err := split(series)
	if err != nil {
		return Bands{}, err
	}
	upper, lower := c.extremes(period)
	middle := make(Line, len(series))
	for i := range middle {
		middle[i] = (upper[i] + lower[i]) / 2
	}
	return Bands{Upper: upper, Middle: middle, Lower: lower}, nil
}

// extremes are the highest high and the lowest low of period bars.
func (c columns) extremes(period int) (highest, lowest Line) {
	if len(c.close) < period {
		return absent(len(c.close)), absent(len(c.close))
	}
	return masked(talib.Max(c.high, period), period-1), masked(talib.Min(c.low, period), period-1)
}
