package level

import "github.com/catalyst-bot/mesh/services/quant/bar"

// Pivots are the classic pivot points of a session, in prices. The lowest
// supports of a very wide session may fall below 0.
type Pivots struct {
	// Pivot is the mean of the session's high, low and close.
	Pivot float64
	// R1 to R3 rise from it, S1 to S3 fall.
	R1, R2, R3, S1, S2, S3 float64
	// First and Last are the bars of the session.
	First, Last int
}

// PivotsOf takes the last complete session: the one before the session of the
// newest bar. Restart says which bar begins a session; without it each bar is
// one. False with fewer than two sessions.
func PivotsOf(series []bar.Bar, restart func(before, b bar.Bar) bool) (Pivots, bool) {
	begins := func(i int) bool { return i > 0 && (restart == nil || restart(series[i-1], series[i])) }
	last := len(series) - 1
	for last > 0 && !begins(last) {
		last--
	}
	last--
	if last < 0 {
		return Pivots{}, false
	}
	first := last
	for first > 0 && !begins(first) {
		first--
	}
	high, low, final := series[first].High, series[first].Low, series[last].Close
	for _, b := range series[first : last+1] {
		high, low = max(high, b.High), min(low, b.Low)
	}
	pivot := (high + low + final) / 3
	return Pivots{
		Pivot: pivot, First: first, Last: last,
		R1: 2*pivot - low, R2: pivot + (high - low), R3: high + 2*(pivot-low),
		S1: 2*pivot - high, S2: pivot - (high - low), S3: low - 2*(high-pivot),
	}, true
}
