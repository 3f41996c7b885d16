package backtest

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

var every = []Strategy{Crossover, Reversion, Breakout, Convergence, Hold}

func walk(seed uint64, n int) []bar.Bar {
	random := rand.New(rand.NewPCG(seed, 3))
	series, price := make([]bar.Bar, n), 50.0
	for i := range series {
		open := price * math.Exp(0.005*random.NormFloat64())
		price = open * math.Exp(0.02*random.NormFloat64())
		series[i] = bar.Bar{
			Time: day(i), Open: open, Close: price, High: max(open, price) * 1.005, Low: min(open, price) * 0.995, Volume: 100,
		}
	}
	return series
}

func day(i int) time.Time { return time.Date(2016, 1, 1+i, 0, 0, 0, 0, time.UTC) }

func must(t *testing.T, series []bar.Bar, start int, s Strategy, costs Costs) Result {
	t.Helper()
	result, err := Run(series, start, s, costs)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestFutureIsNotSeen exchanges the future at many days: all that was traded
// and worth before must stay to the last bit.
func TestFutureIsNotSeen(t *testing.T) {
	series, other := walk(1, 400), walk(2, 400)
	for _, s := range every {
		whole := must(t, series, 0, s, Costs{Commission: 0.001, Slippage: 0.001})
		for cut := 2; cut < len(series); cut += 7 {
			changed := append(append([]bar.Bar{}, series[:cut]...), other[cut:]...)
			got := must(t, changed, 0, s, Costs{Commission: 0.001, Slippage: 0.001})
			if !reflect.DeepEqual(got.Curve[:cut], whole.Curve[:cut]) {
				t.Fatalf("strategy %d: the account before day %d depends on what came after", s, cut)
			}
		}
	}
}

// TestDecisionsWaitForTheNextOpen has a close that triggers and an open that
// differs from it.
func TestDecisionsWaitForTheNextOpen(t *testing.T) {
	var series []bar.Bar
	for i := range 40 {
		price := 10.0
		if i >= 30 {
			price = 20
		}
		series = append(series, bar.Bar{Time: day(i), Open: price, High: price, Low: price, Close: price})
	}
	series[31].Open, series[31].Low = 16, 16
	result := must(t, series, 0, Breakout, Costs{})
	if len(result.Trades) != 1 || !result.Trades[0].Entry.Equal(day(31)) || result.Trades[0].EntryPrice != 16 {
		t.Errorf("trades %+v", result.Trades)
	}
	if m := result.Measure(); m.Return != 0.25 || m.WinRate != nil || m.Exposure != 9.0/40 {
		t.Errorf("measures %+v", m)
	}
}

func TestCosts(t *testing.T) {
	series := []bar.Bar{
		{Time: day(0), Open: 90, High: 100, Low: 90, Close: 100}, {Time: day(1), Open: 100, High: 110, Low: 100, Close: 110},
	}
	result := must(t, series, 0, Hold, Costs{Commission: 0.01, Slippage: 0.02})
	want := 110 / (100 * 1.02 * 1.01)
	if got := result.Curve[1].Value; math.Abs(got-want) > 1e-12 || math.Abs(result.Trades[0].Return-(want-1)) > 1e-12 {
		t.Errorf("worth %v, want %v", got, want)
	}
}

// TestHoldIsThePrice compares holding without costs with the price itself.
func TestHoldIsThePrice(t *testing.T) {
	series := walk(5, 300)
	result := must(t, series, 50, Hold, Costs{})
	want := series[299].Close/series[51].Open - 1
	if m := result.Measure(); math.Abs(m.Return-want) > 1e-12 || len(result.Curve) != 250 || len(result.Trades) != 1 {
		t.Errorf("return %v, want %v", m.Return, want)
	}
}

// TestAccountIsItsTrades multiplies the returns of trades.
func TestAccountIsItsTrades(t *testing.T) {
	for seed := range uint64(20) {
		for _, s := range every {
			result := must(t, walk(seed, 500), WarmUp, s, Costs{Commission: 0.002})
			worth := 1.0
			for i, trade := range result.Trades {
				worth *= 1 + trade.Return
				if !trade.Exit.After(trade.Entry) && !trade.Open || trade.Open && i != len(result.Trades)-1 {
					t.Fatalf("strategy %d: trade %+v", s, trade)
				}
			}
			if m := result.Measure(); math.Abs(worth-1-m.Return) > 1e-9 || m.Exposure < 0 || m.Exposure > 1 || m.MaxDrawdown < 0 {
				t.Fatalf("strategy %d: trades make %v, the account %+v", s, worth-1, m)
			}
		}
	}
}

func TestNoTrades(t *testing.T) {
	var flat []bar.Bar
	for i := range 100 {
		flat = append(flat, bar.Bar{Time: day(i), Open: 5, High: 5, Low: 5, Close: 5})
	}
	for _, s := range []Strategy{Crossover, Reversion, Breakout, Convergence} {
		result := must(t, flat, 0, s, Costs{})
		if m := result.Measure(); len(result.Trades) != 0 || m.WinRate != nil || m.Sharpe != nil || m.Sortino != nil {
			t.Errorf("strategy %d: %+v", s, m)
		}
	}
}

func TestFaults(t *testing.T) {
	synthetic := walk(1, 10)
	synthetic[3].Synthetic = true
	for name, c := range map[string]struct {
		series   []bar.Bar
		start    int
		strategy Strategy
		want     error
	}{
		"synthetic": {synthetic, 0, Hold, ErrSynthetic}, "one bar": {walk(1, 10), 9, Hold, ErrTooFew},
		"none": {nil, 0, Hold, ErrTooFew}, "before the first": {walk(1, 10), -1, Hold, ErrTooFew},
		"no strategy": {walk(1, 10), 0, Strategy(9), ErrStrategy},
	} {
		if _, err := Run(c.series, c.start, c.strategy, Costs{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
