package backtest

import "github.com/catalyst-bot/mesh/services/quant/statistics"

// Measures sum up a result. Returns are fractions. Absent numbers are nil.
type Measures struct {
	Return float64
	// AnnualReturn, Sharpe and Sortino are those of package statistics.
	AnnualReturn, Sharpe, Sortino *float64
	// MaxDrawdown is the deepest fall between two closes, 0 to 1.
	MaxDrawdown float64
	// WinRate is the part of closed trades that gained, 0 to 1; absent when
	// none was closed.
	WinRate *float64
	// Exposure is the part of closes something was held at, 0 to 1.
	Exposure float64
}

// Measure sums up a result of Run.
func (r Result) Measure() Measures {
	values := make([]float64, len(r.Curve))
	for i, p := range r.Curve {
		values[i] = p.Value
	}
	changes := statistics.Changes(values)
	first, last := r.Curve[0], r.Curve[len(r.Curve)-1]
	m := Measures{
		Return: last.Value/first.Value - 1, MaxDrawdown: statistics.MaxDrawdown(values).Depth,
		Exposure: float64(r.HeldBars) / float64(len(r.Curve)), WinRate: r.winRate(),
	}
	m.Sharpe = present(statistics.Sharpe(changes))
	m.Sortino = present(statistics.Sortino(changes))
	m.AnnualReturn = present(statistics.AnnualReturn(m.Return, first.Time, last.Time))
	return m
}

func (r Result) winRate() *float64 {
	var won, closed float64
	for _, trade := range r.Trades {
		if trade.Open {
			continue
		}
		closed++
		if trade.Return > 0 {
			won++
		}
	}
	return present(won/max(closed, 1), closed > 0)
}

func present(value float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &value
}
