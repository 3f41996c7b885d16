// Package statistics sums up runs of prices: what they returned, how much they
// moved, how far they fell and whether they moved together. Ratios and returns
// are fractions, 0.1 being 10 percent. A number the input does not settle is
// absent, which is reported beside it.
package statistics

import "math"

// YearSessions is how many days a year trades, by which daily numbers are made
// annual.
const YearSessions = 252

// Changes are the returns from each value to the next: one fewer than values.
// Values are above 0.
func Changes(values []float64) []float64 {
	if len(values) < 2 {
		return nil
	}
	changes := make([]float64, len(values)-1)
	for i := range changes {
		changes[i] = values[i+1]/values[i] - 1
	}
	return changes
}

// Return is that from the first value to the last; absent with fewer than two.
func Return(values []float64) (float64, bool) {
	if len(values) < 2 {
		return 0, false
	}
	return values[len(values)-1]/values[0] - 1, true
}

// Mean is the arithmetic mean; absent without values.
func Mean(values []float64) (float64, bool) {
	if len(values) == 0 {
		return 0, false
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values)), true
}

// Deviation is the standard deviation of a sample; absent with fewer than two
// values.
func Deviation(values []float64) (float64, bool) {
	if len(values) < 2 {
		return 0, false
	}
	mean, _ := Mean(values)
	sum := 0.0
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return math.Sqrt(sum / float64(len(values)-1)), true
}

// Volatility is the annual deviation of daily changes; absent with fewer than
// two.
func Volatility(changes []float64) (float64, bool) {
	deviation, ok := Deviation(changes)
	return deviation * math.Sqrt(YearSessions), ok
}

// Correlation is Pearson's, -1 to 1, of two equally long runs of changes;
// absent with fewer than three, or when one of them never changes.
func Correlation(a, b []float64) (float64, bool) {
	if len(a) != len(b) || len(a) < 3 {
		return 0, false
	}
	meanA, _ := Mean(a)
	meanB, _ := Mean(b)
	var both, squareA, squareB float64
	for i := range a {
		both += (a[i] - meanA) * (b[i] - meanB)
		squareA += (a[i] - meanA) * (a[i] - meanA)
		squareB += (b[i] - meanB) * (b[i] - meanB)
	}
	scale := math.Sqrt(squareA) * math.Sqrt(squareB)
	if scale == 0 {
		return 0, false
	}
	return max(-1, min(both/scale, 1)), true
}
