package backtest

import (
	"errors"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// plan sells 20 % above, 10 % below or a day after, without costs.
func plan() Plan {
	return Plan{
		Capital: 10000, TakeProfit: 0.2, Stop: 0.1, MaxHold: 24 * time.Hour, Position: 0.1, MaxVolume: 0.05,
		Costs: func(float64) Costs { return Costs{} },
	}
}

// week is Monday 7 to Friday 11 May 2018 at a price of 100, but for the days
// that are given as open, high, low and close.
func week(days map[int][4]float64) []bar.Bar {
	var series []bar.Bar
	for d := 7; d <= 11; d++ {
		p, given := days[d]
		if !given {
			p = [4]float64{100, 100, 100, 100}
		}
		series = append(series, bar.Bar{
			Time: time.Date(2018, 5, d, 0, 0, 0, 0, time.UTC), Open: p[0], High: p[1], Low: p[2], Close: p[3], Volume: 1e6,
		})
	}
	return series
}

// moment is one of that week, in New York.
func moment(day, hour, minute int) time.Time {
	return time.Date(2018, 5, day, hour, minute, 0, 0, calendar.Zone())
}

// TestSignals buys at the first price after each signal and sells for each
// reason.
func TestSignals(t *testing.T) {
	for name, c := range map[string]struct {
		at                  time.Time
		days                map[int][4]float64
		entryDay, exitDay   int
		entry, exit         float64
		why                 Exit
		hold                time.Duration
		stillHeld, unfilled bool
	}{
		"before the open": {at: moment(8, 8, 0), days: map[int][4]float64{8: {101, 102, 101, 102}, 9: {103, 103, 103, 103}}, entryDay: 8, entry: 101, exitDay: 9, exit: 103, why: ExitTime},
		"while it trades": {at: moment(8, 10, 7), days: map[int][4]float64{8: {101, 150, 50, 102}}, entryDay: 8, entry: 102, exitDay: 9, exit: 100, why: ExitTime},
		"at the bell":     {at: moment(8, 9, 30), days: map[int][4]float64{8: {101, 102, 101, 102}}, entryDay: 8, entry: 102, exitDay: 9, exit: 100, why: ExitTime},
		"after the close": {at: moment(8, 16, 30), days: map[int][4]float64{9: {99, 99, 99, 99}}, entryDay: 9, entry: 99, exitDay: 10, exit: 100, why: ExitTime},
		"half a day":      {at: moment(8, 8, 0), hold: 12 * time.Hour, days: map[int][4]float64{9: {104, 105, 104, 105}}, entryDay: 8, entry: 100, exitDay: 9, exit: 104, why: ExitTime},
		"profit":          {at: moment(8, 8, 0), days: map[int][4]float64{8: {100, 121, 99, 110}}, entryDay: 8, entry: 100, exitDay: 8, exit: 120, why: ExitTarget},
		"stop":            {at: moment(8, 8, 0), days: map[int][4]float64{8: {100, 110, 89, 110}}, entryDay: 8, entry: 100, exitDay: 8, exit: 90, why: ExitStop},
		"both in a day":   {at: moment(8, 8, 0), days: map[int][4]float64{8: {100, 130, 80, 110}}, entryDay: 8, entry: 100, exitDay: 8, exit: 90, why: ExitStop},
		"gap below":       {at: moment(8, 12, 0), days: map[int][4]float64{9: {70, 100, 60, 80}}, entryDay: 8, entry: 100, exitDay: 9, exit: 70, why: ExitStop},
		"gap above":       {at: moment(8, 12, 0), days: map[int][4]float64{9: {140, 150, 90, 95}}, entryDay: 8, entry: 100, exitDay: 9, exit: 140, why: ExitTarget},
		"still held":      {at: moment(11, 12, 0), days: map[int][4]float64{11: {100, 100, 100, 108}}, entryDay: 11, entry: 108, exitDay: 11, exit: 108, stillHeld: true},
		"long before":     {at: moment(3, 9, 29), unfilled: true},
		"on Saturday":     {at: moment(5, 12, 0), entryDay: 8, entry: 100, exitDay: 9, exit: 100, why: ExitTime},
		"after the end":   {at: moment(11, 17, 0), unfilled: true},
	} {
		p := plan()
		if c.hold > 0 {
			p.MaxHold = c.hold
		}
		result, err := Follow(week(c.days), 0, []time.Time{c.at}, p)
		if err != nil {
			t.Fatal(err)
		}
		if c.unfilled {
			if len(result.Trades) != 0 || result.Unfilled != 1 {
				t.Errorf("%s: %+v", name, result)
			}
			continue
		}
		want := Trade{
			Entry: time.Date(2018, 5, c.entryDay, 0, 0, 0, 0, time.UTC), Exit: time.Date(2018, 5, c.exitDay, 0, 0, 0, 0, time.UTC),
			EntryPrice: c.entry, ExitPrice: c.exit, Return: c.exit/c.entry - 1, Why: c.why, Open: c.stillHeld,
		}
		if len(result.Trades) != 1 || math.Abs(result.Trades[0].Return-want.Return) > 1e-12 {
			t.Errorf("%s: %+v, want %+v", name, result.Trades, want)
			continue
		}
		want.Return = result.Trades[0].Return
		if !reflect.DeepEqual(result.Trades[0], want) {
			t.Errorf("%s: %+v, want %+v", name, result.Trades[0], want)
		}
		last := result.Curve[len(result.Curve)-1].Value
		if math.Abs(last-(1+p.Position*want.Return)) > 1e-12 {
			t.Errorf("%s: the account came to %v with a tenth at %v", name, last, want.Return)
		}
	}
}

func TestSignalCosts(t *testing.T) {
	p := plan()
	p.Costs = func(price float64) Costs { return Costs{Slippage: 1 / price, Commission: 0.01} }
	result, err := Follow(week(nil), 0, []time.Time{moment(8, 8, 0)}, p)
	if err != nil {
		t.Fatal(err)
	}
	trade := result.Trades[0]
	want := 99 * 0.99 / (101 * 1.01)
	if trade.EntryPrice != 101 || trade.ExitPrice != 99 || math.Abs(trade.Return-(want-1)) > 1e-12 {
		t.Errorf("trade %+v, want a return of %v", trade, want-1)
	}
}

// TestPositionsAreBounded signals more often than there is cash, and on a
// symbol that hardly trades.
func TestPositionsAreBounded(t *testing.T) {
	p, signals := plan(), []time.Time(nil)
	for i := range 12 {
		signals = append(signals, moment(8, 8, i))
	}
	result, err := Follow(week(nil), 0, signals, p)
	if err != nil || len(result.Trades) != 10 || result.Unfilled != 2 {
		t.Errorf("%d trades, %d not bought, %v", len(result.Trades), result.Unfilled, err)
	}
	series := walk(1, 40)
	series[31].Close, series[31].High = 2*series[30].Close, 2*series[30].Close+1
	thin, err := Follow(series, 0, []time.Time{calendar.Open(series[30].Time).Add(time.Hour)}, p)
	if err != nil {
		t.Fatal(err)
	}
	gained := thin.Curve[len(thin.Curve)-1].Value - 1
	if most := p.MaxVolume * 100 * series[30].Close * thin.Trades[0].Return / p.Capital; math.Abs(gained-most) > 1e-9 {
		t.Errorf("5 shares gained %v, want %v", gained, most)
	}
}

// TestSignalsDoNotSeeTheFuture is TestFutureIsNotSeen for signals.
func TestSignalsDoNotSeeTheFuture(t *testing.T) {
	series, other := walk(1, 400), walk(2, 400)
	var signals []time.Time
	for i := 3; i < len(series); i += 5 {
		signals = append(signals, calendar.Open(series[i].Time).Add(time.Duration(i%30-5)*time.Hour))
	}
	p := plan()
	p.Costs = func(price float64) Costs { return Costs{Slippage: 0.02 / price} }
	whole, err := Follow(series, 0, signals, p)
	if err != nil || len(whole.Trades) < 50 {
		t.Fatalf("%d trades, %v", len(whole.Trades), err)
	}
	for cut := 2; cut < len(series); cut += 7 {
		changed := append(append([]bar.Bar{}, series[:cut]...), other[cut:]...)
		got, err := Follow(changed, 0, signals, p)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Curve[:cut], whole.Curve[:cut]) {
			t.Fatalf("the account before day %d depends on what came after", cut)
		}
		for i, trade := range got.Trades {
			if !trade.Entry.Before(series[cut].Time) {
				break
			}
			if trade.EntryPrice != whole.Trades[i].EntryPrice {
				t.Fatalf("trade %d of day %s depends on what came after", i, trade.Entry)
			}
		}
	}
}

func TestSignalFaults(t *testing.T) {
	synthetic := walk(1, 10)
	synthetic[3].Synthetic = true
	if _, err := Follow(synthetic, 0, nil, plan()); !errors.Is(err, ErrSynthetic) {
		t.Errorf("synthetic bars: %v", err)
	}
	if _, err := Follow(walk(1, 10), 9, nil, plan()); !errors.Is(err, ErrTooFew) {
		t.Errorf("one bar: %v", err)
	}
	if _, err := Follow(walk(1, 10), 0, nil, Plan{}); !errors.Is(err, ErrStrategy) {
		t.Errorf("no plan: %v", err)
	}
}

// BenchmarkTwentyYears trades each strategy over 20 years of daily bars.
func BenchmarkTwentyYears(b *testing.B) {
	series := walk(1, WarmUp+20*252)
	for name, s := range map[string]Strategy{"crossover": Crossover, "reversion": Reversion, "breakout": Breakout, "convergence": Convergence, "hold": Hold} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				result, err := Run(series, WarmUp, s, Costs{Slippage: 0.0005})
				if err != nil {
					b.Fatal(err)
				}
				result.Measure()
			}
		})
	}
	var signals []time.Time
	for i := WarmUp; i < len(series); i += 5 {
		signals = append(signals, calendar.Open(series[i].Time).Add(time.Hour))
	}
	b.Run("signals", func(b *testing.B) {
		for b.Loop() {
			result, err := Follow(series, WarmUp, signals, plan())
			if err != nil {
				b.Fatal(err)
			}
			result.Measure()
		}
	})
}
