package indicator

import (
	"math"

	"github.com/markcheno/go-talib"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Oscillation is the slow stochastic. Its lines start on the same bar.
type Oscillation struct {
	// K is where closes stand in the range of their window, 0 to 100, smoothed.
	K Line
	// D is the simple average of K.
	D Line
}

// Stochastic is Lane's slow stochastic over window bars, its K and D simple
// averages. Commonly 14, 3 and 3. A window that traded at one price has no
// range to stand in: what is made from it is absent.
func Stochastic(series []bar.Bar, window, slowK, slowD int) (Oscillation, error) {
	if err := checkPeriods(window, slowK, slowD); err != nil {
		return Oscillation{}, err
	}
	c, err := split(series)
	if err != nil {
		return Oscillation{}, err
	}
	n, warmUp := len(series), window+slowK+slowD-3
	if n <= warmUp {
		return Oscillation{K: absent(n), D: absent(n)}, nil
	}
	k, d := talib.Stoch(c.high, c.low, c.close, window, slowK, talib.SMA, slowD, talib.SMA)
	result := Oscillation{K: percent(masked(k, warmUp)), D: percent(masked(d, warmUp))}
	for i, run := range c.flatRuns() {
		if run >= window {
			erase(result.K, i, slowK)
			erase(result.D, i, slowK+slowD-1)
		}
	}
	return result, nil
}

// erase makes n values from i on absent, as far as the line reaches.
func erase(line Line, i, n int) {
	for j := i; j < min(i+n, len(line)); j++ {
		line[j] = math.NaN()
	}
}

// percent takes off what rounding put outside 0 to 100.
func percent(line Line) Line {
	for i, v := range line {
		line[i] = max(0, min(v, 100)) // NaN stays
	}
	return line
}
