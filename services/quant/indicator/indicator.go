// Package indicator guards TA-Lib's indicators, and has those TA-Lib lacks.
//
// Every line is aligned with its input, and a value depends on nothing after
// it. Where TA-Lib would answer with a zero that means nothing, the value is
// absent: during the warm-up, all of it when the input is shorter than that,
// and where the arithmetic has no answer. Periods count bars, 2 to MaxPeriod;
// other parameters out of their bounds, and input that is no number, are
// errors.
package indicator

import (
	"math"

	"github.com/markcheno/go-talib"
)

// Line is an indicator, aligned with the values it was made from. Absent
// values, such as those of its warm-up, are NaN.
type Line []float64

// At returns the value at i, and whether there is one.
func (l Line) At(i int) (float64, bool) {
	if i < 0 || i >= len(l) || math.IsNaN(l[i]) {
		return 0, false
	}
	return l[i], true
}

// Last returns the newest value, and whether there is one.
func (l Line) Last() (float64, bool) { return l.At(len(l) - 1) }

// SMA is the simple moving average over period values.
func SMA(values []float64, period int) (Line, error) {
	return guarded(values, period, period-1, talib.Sma)
}

// EMA is the exponential moving average, seeded with the simple average of its
// first period values as TA-Lib does.
func EMA(values []float64, period int) (Line, error) {
	return guarded(values, period, period-1, talib.Ema)
}

// RSI is Wilder's relative strength index, 0 to 100. Where nothing has moved
// since the start it is absent: neither gains nor losses exist to be compared.
func RSI(values []float64, period int) (Line, error) {
	line, err := guarded(values, period, period, talib.Rsi)
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(values) && values[i] == values[0]; i++ {
		line[i] = math.NaN()
	}
	return line, nil
}
