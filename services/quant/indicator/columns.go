package indicator

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// columns are bars as TA-Lib takes them.
type columns struct{ high, low, close, volume []float64 }

// split turns bars into columns of finite numbers.
func split(series []bar.Bar) (columns, error) {
	n := len(series)
	cells := make([]float64, 4*n)
	c := columns{high: cells[:n:n], low: cells[n : 2*n : 2*n], close: cells[2*n : 3*n : 3*n], volume: cells[3*n:]}
	for i, b := range series {
		// A sum is finite only if its parts are, unless it overflows.
		if sum := b.High + b.Low + b.Close; math.IsNaN(sum) || math.IsInf(sum, 0) {
			return columns{}, NotFiniteError{Index: i}
		}
		c.high[i], c.low[i], c.close[i], c.volume[i] = b.High, b.Low, b.Close, float64(b.Volume)
	}
	return c, nil
}

// typical is the mean of a bar's high, low and close.
func typical(b bar.Bar) float64 { return (b.High + b.Low + b.Close) / 3 }

// flatRuns counts, for each bar, the bars up to it that all traded at one and
// the same price; 0 for a bar of more than one price.
func (c columns) flatRuns() []int {
	runs := make([]int, len(c.close))
	for i := range runs {
		switch {
		case c.high[i] != c.low[i]:
		case i > 0 && runs[i-1] > 0 && c.high[i] == c.high[i-1]:
			runs[i] = runs[i-1] + 1
		default:
			runs[i] = 1
		}
	}
	return runs
}

// maskFlatStart makes absent what stands before the first move.
func (c columns) maskFlatStart(lines ...Line) {
	for i, run := range c.flatRuns() {
		if run != i+1 {
			return
		}
		for _, line := range lines {
			line[i] = math.NaN()
		}
	}
}
