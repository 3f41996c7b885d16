// Package indicator guards TA-Lib's indicators: what it would answer wrongly
// or with a zero is refused or marked as absent.
package indicator

import (
	"fmt"
	"math"

	"github.com/markcheno/go-talib"
)

// InsufficientBarsError says that an indicator needs more history.
type InsufficientBarsError struct{ Need, Have int }

// Error names both counts.
func (e InsufficientBarsError) Error() string {
	return fmt.Sprintf("%d bars needed, %d there", e.Need, e.Have)
}

// NotFiniteError says which input value is no number.
type NotFiniteError struct{ Index int }

// Error names the index.
func (e NotFiniteError) Error() string {
	return fmt.Sprintf("value %d is not a finite number", e.Index)
}

// Line is an indicator, aligned with the values it was made from. Absent
// values, those of its warm-up, are NaN.
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

// SMA is the simple moving average over period values, 2 or more.
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

// guarded runs an indicator on sound input and masks its warm-up.
func guarded(values []float64, period, warmUp int, run func([]float64, int) []float64) (Line, error) {
	if period < 2 {
		return nil, fmt.Errorf("period %d is below 2", period)
	}
	if len(values) <= warmUp {
		return nil, InsufficientBarsError{Need: warmUp + 1, Have: len(values)}
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, NotFiniteError{Index: i}
		}
	}
	line := Line(run(values, period))
	for i := range warmUp {
		line[i] = math.NaN()
	}
	return line, nil
}
