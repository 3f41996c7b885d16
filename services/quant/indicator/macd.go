package indicator

import (
	"fmt"

	"github.com/markcheno/go-talib"
)

// Convergence is Appel's moving average convergence and divergence, in units
// of price. Its lines are present on the same bars.
type Convergence struct {
	// MACD is the fast exponential average less the slow one.
	MACD Line
	// Signal is the exponential average of MACD.
	Signal Line
	// Histogram is MACD less Signal.
	Histogram Line
}

// MACD compares two exponential averages of values. Commonly 12, 26 and 9.
// Fast must be below slow.
//
// TA-Lib's Go port seeds the fast average too early, so this is composed of
// averages that both start on the same bar, as in TA-Lib's C.
func MACD(values []float64, fast, slow, signal int) (Convergence, error) {
	if err := checkPeriods(fast, slow, signal); err != nil {
		return Convergence{}, err
	}
	if fast >= slow {
		return Convergence{}, fmt.Errorf("fast period %d is not below slow period %d", fast, slow)
	}
	if err := checkFinite(values); err != nil {
		return Convergence{}, err
	}
	n, warmUp := len(values), slow+signal-2
	if n <= warmUp {
		return Convergence{MACD: absent(n), Signal: absent(n), Histogram: absent(n)}, nil
	}
	macd := talib.Ema(values, slow)
	quick := talib.Ema(values[slow-fast:], fast)
	for i := slow - 1; i < n; i++ {
		macd[i] = quick[i-slow+fast] - macd[i]
	}
	average := make(Line, n)
	copy(average[slow-1:], talib.Ema(macd[slow-1:], signal))
	histogram := make(Line, n)
	for i := warmUp; i < n; i++ {
		histogram[i] = macd[i] - average[i]
	}
	return Convergence{MACD: masked(macd, warmUp), Signal: masked(average, warmUp), Histogram: masked(histogram, warmUp)}, nil
}
