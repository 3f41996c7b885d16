package indicator

import (
	"github.com/markcheno/go-talib"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// OBV is Granville's on-balance volume in shares: volume added when the close
// rises and taken off when it falls, from the volume of the first bar on. Only
// its changes mean something.
func OBV(series []bar.Bar) (Line, error) {
	c, err := split(series)
	if err != nil {
		return nil, err
	}
	if len(series) == 0 {
		return absent(0), nil
	}
	return masked(talib.Obv(c.close, c.volume), 0), nil
}

// leastFlow is the money flow, in price times shares, below which TA-Lib
// answers 0 for want of a ratio.
const leastFlow = 1

// MFI is the money flow index over period bars, 0 to 100: the part of the money
// that flowed on rises of the typical price. Commonly 14. It is absent where
// less than one unit of money flowed.
func MFI(series []bar.Bar, period int) (Line, error) {
	if err := checkPeriods(period); err != nil {
		return nil, err
	}
	c, err := split(series)
	if err != nil {
		return nil, err
	}
	n, flows := len(series), windowFlows(series, period)
	first := period
	for first < n && flows[first] < leastFlow {
		first++
	}
	line := absent(n)
	if first >= n {
		return line, nil
	}
	// TA-Lib's Go port shifts every value by one bar when the first window had
	// no flow, so it is given bars from the first window that has.
	start := first - period
	run := talib.Mfi(c.high[start:], c.low[start:], c.close[start:], c.volume[start:], period)
	copy(line[first:], percent(masked(run, 0))[period:])
	for i := first; i < n; i++ {
		if flows[i] < leastFlow {
			erase(line, i, 1)
		}
	}
	return line, nil
}

// windowFlows sums, for each bar, the money that flowed in either direction
// during the period bars up to it.
func windowFlows(series []bar.Bar, period int) []float64 {
	moved := make([]float64, len(series))
	flows := make([]float64, len(series))
	for i := 1; i < len(series); i++ {
		if price := typical(series[i]); price != typical(series[i-1]) {
			moved[i] = price * float64(series[i].Volume)
		}
		for _, flow := range moved[max(0, i-period+1) : i+1] {
			flows[i] += flow
		}
	}
	return flows
}
