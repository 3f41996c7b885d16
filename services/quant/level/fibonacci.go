package level

import (
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// Retracement is Fibonacci's ratios on one swing.
type Retracement struct {
	// From and To are the ends of the swing.
	From, To swing.Point
	// Back are the prices a retracement may reach, from To (0) back to From (1).
	Back []Ratio
	// Beyond are the prices past To, as multiples of the swing from From on,
	// above 1. Those below a price of 0 are left out.
	Beyond []Ratio
}

// Ratio is a part of a swing and its price, unrounded.
type Ratio struct{ Ratio, Price float64 }

// Rising reports whether the swing went up.
func (r Retracement) Rising() bool { return r.To.High }

// swingSize is what counts as a swing, in average ranges.
const swingSize = 3

var (
	backRatios   = []float64{0, 0.236, 0.382, 0.5, 0.618, 0.786, 1}
	beyondRatios = []float64{1.272, 1.618, 2, 2.618}
)

// Fibonacci puts the ratios on the latest swing of at least three average
// ranges, whichever way it went; false without one.
func Fibonacci(series []bar.Bar) (Retracement, bool) {
	turns := swing.Turns(series, swingSize*swing.AverageRange(series))
	if len(turns) < 2 {
		return Retracement{}, false
	}
	r := Retracement{From: turns[len(turns)-2], To: turns[len(turns)-1]}
	size := r.To.Price - r.From.Price
	for _, ratio := range backRatios {
		r.Back = append(r.Back, Ratio{Ratio: ratio, Price: r.To.Price - size*ratio})
	}
	for _, ratio := range beyondRatios {
		if price := r.From.Price + size*ratio; price > 0 {
			r.Beyond = append(r.Beyond, Ratio{Ratio: ratio, Price: price})
		}
	}
	return r, true
}
