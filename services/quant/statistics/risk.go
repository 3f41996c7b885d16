package statistics

import (
	"math"
	"time"
)

// Fall is the deepest one of a run.
type Fall struct {
	// Depth is the part of the peak that was lost, 0 to 1.
	Depth float64
	// Peak and Trough are the indices it began and ended on.
	Peak, Trough int
}

// MaxDrawdown finds the deepest fall from a value to a later one. A run that
// never falls has one of depth 0. Values are above 0.
func MaxDrawdown(values []float64) Fall {
	var worst Fall
	peak := 0
	for i, v := range values {
		if v > values[peak] {
			peak = i
		}
		if depth := 1 - v/values[peak]; depth > worst.Depth {
			worst = Fall{Depth: depth, Peak: peak, Trough: i}
		}
	}
	return worst
}

// Sharpe is the annual mean of daily changes over their annual deviation, with
// no rate of interest taken off; absent when they do not vary.
func Sharpe(changes []float64) (float64, bool) {
	deviation, ok := Deviation(changes)
	return ratio(changes, deviation, ok)
}

// Sortino is Sharpe with the deviation of losses only, gains counting as 0;
// absent when nothing was lost.
func Sortino(changes []float64) (float64, bool) {
	if len(changes) < 2 {
		return 0, false
	}
	sum := 0.0
	for _, c := range changes {
		sum += min(c, 0) * min(c, 0)
	}
	return ratio(changes, math.Sqrt(sum/float64(len(changes))), true)
}

// leastDeviation is what rounding leaves of a deviation of 0.
const leastDeviation = 1e-12

func ratio(changes []float64, deviation float64, ok bool) (float64, bool) {
	if !ok || deviation < leastDeviation {
		return 0, false
	}
	mean, _ := Mean(changes)
	return mean / deviation * math.Sqrt(YearSessions), true
}

// leastYears is the shortest run whose return is made annual.
const leastYears = 0.25

// AnnualReturn is the yearly return that compounds to the total one over the
// time between two moments; absent for less than three months, of which a
// yearly number would promise too much, and when everything was lost.
func AnnualReturn(total float64, from, to time.Time) (float64, bool) {
	years := to.Sub(from).Hours() / 24 / 365.25
	if years < leastYears || total <= -1 {
		return 0, false
	}
	return math.Pow(1+total, 1/years) - 1, true
}
