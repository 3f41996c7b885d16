package backtest

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// Strategy decides when to hold. Its numbers are those of the
// catalyst.command.v1.Strategy enum.
type Strategy int

// The strategies.
const (
	// Crossover holds while the mean of 20 closes is above that of 50.
	Crossover Strategy = iota + 1
	// Reversion buys when the RSI of 14 closes is below 30 and sells when it is
	// above 50.
	Reversion
	// Breakout buys at a close above the highest high of the 20 bars before and
	// sells at one below the lowest low of the 10 bars before.
	Breakout
	// Convergence holds while the MACD of 12 and 26 closes is above its signal
	// of 9.
	Convergence
	// Hold buys once and never sells.
	Hold
)

const (
	shortAverage, longAverage = 20, 50
	rsiPeriod                 = 14
	oversold, recovered       = 30, 50
	entryBars, exitBars       = 20, 10
	fast, slow, signal        = 12, 26, 9
)

// WarmUp is how many bars before the first one traded settle every strategy.
const WarmUp = 250

// Valid reports whether s is one of the strategies.
func (s Strategy) Valid() bool { return s >= Crossover && s <= Hold }

// desires says for each bar whether to hold after it. Each depends on bars up
// to it and on nothing after.
func (s Strategy) desires(series []bar.Bar) ([]bool, error) {
	switch s {
	case Crossover:
		return crossover(bar.Closes(series))
	case Reversion:
		return reversion(bar.Closes(series))
	case Breakout:
		return breakout(series)
	case Convergence:
		return convergence(bar.Closes(series))
	default:
		return latch(len(series), func(int) bool { return true }, func(int) bool { return false }), nil
	}
}

func crossover(closes []float64) ([]bool, error) {
	short, err := indicator.SMA(closes, shortAverage)
	if err != nil {
		return nil, err
	}
	long, err := indicator.SMA(closes, longAverage)
	if err != nil {
		return nil, err
	}
	return above(short, long), nil
}

func convergence(closes []float64) ([]bool, error) {
	macd, err := indicator.MACD(closes, fast, slow, signal)
	if err != nil {
		return nil, err
	}
	return above(macd.MACD, macd.Signal), nil
}

func reversion(closes []float64) ([]bool, error) {
	rsi, err := indicator.RSI(closes, rsiPeriod)
	if err != nil {
		return nil, err
	}
	return latch(len(closes), func(i int) bool { return rsi[i] < oversold }, func(i int) bool { return rsi[i] > recovered }), nil
}

func breakout(series []bar.Bar) ([]bool, error) {
	entry, err := indicator.Donchian(series, entryBars)
	if err != nil {
		return nil, err
	}
	exit, err := indicator.Donchian(series, exitBars)
	if err != nil {
		return nil, err
	}
	before := func(line indicator.Line, i int) float64 {
		if value, ok := line.At(i - 1); ok {
			return value
		}
		return math.NaN() // no comparison with it is true
	}
	return latch(len(series), func(i int) bool { return series[i].Close > before(entry.Upper, i) },
		func(i int) bool { return series[i].Close < before(exit.Lower, i) }), nil
}

// above holds where a is above b; absent values are above nothing.
func above(a, b indicator.Line) []bool {
	holds := make([]bool, len(a))
	for i := range a {
		holds[i] = a[i] > b[i]
	}
	return holds
}

// latch holds from an entry to the next exit.
func latch(n int, enter, leave func(int) bool) []bool {
	holds := make([]bool, n)
	holding := false
	for i := range holds {
		if holding {
			holding = !leave(i)
		} else {
			holding = enter(i)
		}
		holds[i] = holding
	}
	return holds
}
