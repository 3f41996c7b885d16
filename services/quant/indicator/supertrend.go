package indicator

import "github.com/catalyst-bot/mesh/services/quant/bar"

// Trail is a stop that follows a trend.
type Trail struct {
	// Stop is the price at which the trend turns: below the closes of a rise,
	// above those of a fall.
	Stop Line
	// Rising says which of the two, where Stop is present.
	Rising []bool
}

// Supertrend is Seban's stop between two bands, width ATRs of period bars from
// the middle of each bar. A band never moves away from the price until a close
// crosses it. Commonly 10 and 3. Width is above 0, at most 100. It starts as a
// rise when the first close is not below its bar's middle.
func Supertrend(series []bar.Bar, period int, width float64) (Trail, error) {
	if err := checkFactor(width); err != nil {
		return Trail{}, err
	}
	atr, err := ATR(series, period)
	if err != nil {
		return Trail{}, err
	}
	trail := Trail{Stop: absent(len(series)), Rising: make([]bool, len(series))}
	var bands corridor
	for i := period; i < len(series); i++ {
		b, middle := series[i], (series[i].High+series[i].Low)/2
		next := corridor{lower: middle - width*atr[i], upper: middle + width*atr[i]}
		if i == period {
			trail.Rising[i] = b.Close >= middle
		} else {
			next = next.held(bands, series[i-1].Close)
			trail.Rising[i] = next.rising(trail.Rising[i-1], b.Close)
		}
		bands = next
		trail.Stop[i] = bands.upper
		if trail.Rising[i] {
			trail.Stop[i] = bands.lower
		}
	}
	masked(trail.Stop, 0)
	return trail, nil
}

// corridor is the two bands of one bar.
type corridor struct{ lower, upper float64 }

// held keeps the bands of the bar before where they are nearer to the price
// and the close before did not cross them.
func (c corridor) held(before corridor, price float64) corridor {
	if c.lower < before.lower && price >= before.lower {
		c.lower = before.lower
	}
	if c.upper > before.upper && price <= before.upper {
		c.upper = before.upper
	}
	return c
}

// rising reports whether a trend is a rise after a close.
func (c corridor) rising(before bool, price float64) bool {
	if before {
		return price >= c.lower
	}
	return price > c.upper
}
