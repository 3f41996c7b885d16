package indicator

import (
	"fmt"
	"math"
)

// MaxPeriod is the longest period accepted, in bars.
const MaxPeriod = 1000

// NotFiniteError says which input value is no number.
type NotFiniteError struct{ Index int }

// Error names the index.
func (e NotFiniteError) Error() string {
	return fmt.Sprintf("value %d is not a finite number", e.Index)
}

// guarded runs an indicator of one period on sound input and masks its warm-up.
func guarded(values []float64, period, warmUp int, run func([]float64, int) []float64) (Line, error) {
	if err := checkPeriods(period); err != nil {
		return nil, err
	}
	if err := checkFinite(values); err != nil {
		return nil, err
	}
	if len(values) <= warmUp {
		return absent(len(values)), nil
	}
	return masked(run(values, period), warmUp), nil
}

func checkPeriods(periods ...int) error {
	for _, period := range periods {
		if period < 2 || period > MaxPeriod {
			return fmt.Errorf("period %d is not 2 to %d", period, MaxPeriod)
		}
	}
	return nil
}

func checkFinite(values []float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return NotFiniteError{Index: i}
		}
	}
	return nil
}

// checkFactor refuses a multiple that is not above 0 or beyond reason.
func checkFactor(factor float64) error {
	if !(factor > 0 && factor <= 100) {
		return fmt.Errorf("factor %v is not above 0 and at most 100", factor)
	}
	return nil
}

// absent is a line of n absent values.
func absent(n int) Line {
	line := make(Line, n)
	for i := range line {
		line[i] = math.NaN()
	}
	return line
}

// masked makes the warm-up absent, and what overflowed.
func masked(values []float64, warmUp int) Line {
	for i, v := range values {
		if i < warmUp || math.IsInf(v, 0) {
			values[i] = math.NaN()
		}
	}
	return values
}
