package backtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// Follow trades signals by a plan over daily bars: each is bought at the first
// price observed after its moment, an open or a close, and sold at its stop,
// its profit or its time. Where a day reached both the stop and the profit, the
// stop is taken, since a day does not tell which was first. Trading begins
// after the close of the bar at start. Signals are in order of time.
func Follow(series []bar.Bar, start int, signals []time.Time, plan Plan) (Result, error) {
	if err := tradable(series, start); err != nil {
		return Result{}, err
	}
	if plan.Capital <= 0 || plan.Costs == nil {
		return Result{}, fmt.Errorf("%w: a plan needs capital and costs", ErrStrategy)
	}
	b := book{plan: plan, series: series, signals: signals, cash: plan.Capital}
	b.mark(start)
	for day := start + 1; day < len(series); day++ {
		b.trade(day)
		b.mark(day)
	}
	b.finish()
	return b.result, nil
}

// leastCash is the part of the capital from which on it is no rest of rounding.
const leastCash = 1e-6

// Patience is how long a signal may wait for a price.
const Patience = 5 * 24 * time.Hour

// position is what is held for one signal.
type position struct {
	shares, paid float64
	target, stop float64
	until        time.Time
	trade        int // index in the result
}

// book is an account that may hold several positions.
type book struct {
	plan    Plan
	series  []bar.Bar
	signals []time.Time // those not yet bought
	cash    float64
	held    []position
	result  Result
}

// trade goes through a day: its open, what happened between, its close.
func (b *book) trade(day int) {
	now := b.series[day]
	opens, closes := calendar.Open(now.Time), calendar.Close(now.Time)
	b.leave(now.Time, func(p position) (float64, Exit) { return p.atOpen(now, opens) })
	b.enter(day, now.Open, opens)
	b.leave(now.Time, func(p position) (float64, Exit) { return p.untilClose(now, closes) })
	b.enter(day, now.Close, closes)
}

// atOpen is what a position is sold for at the open, and why; ExitNone when it
// is kept.
func (p position) atOpen(b bar.Bar, at time.Time) (float64, Exit) {
	switch {
	case !at.Before(p.until):
		return b.Open, ExitTime
	case b.Open <= p.stop:
		return b.Open, ExitStop
	case b.Open >= p.target:
		return b.Open, ExitTarget
	default:
		return 0, ExitNone
	}
}

// untilClose is the same for what comes after the open.
func (p position) untilClose(b bar.Bar, at time.Time) (float64, Exit) {
	switch {
	case b.Low <= p.stop:
		return p.stop, ExitStop
	case b.High >= p.target:
		return p.target, ExitTarget
	case !at.Before(p.until):
		return b.Close, ExitTime
	default:
		return 0, ExitNone
	}
}

// enter buys what was signalled before a moment, at the price of the moment.
func (b *book) enter(day int, price float64, at time.Time) {
	for len(b.signals) > 0 && b.signals[0].Before(at) {
		signal := b.signals[0]
		b.signals = b.signals[1:]
		cash := min(b.plan.Position*b.worth(price), b.cash)
		if at.Sub(signal) > Patience || cash < leastCash*b.plan.Capital {
			b.result.Unfilled++
			continue
		}
		b.buy(day, price, cash, at)
	}
}

func (b *book) buy(day int, price, cash float64, at time.Time) {
	costs := b.plan.Costs(price)
	paid := price * (1 + costs.Slippage)
	shares := b.plan.shares(cash, paid, costs, b.series[:day])
	p := position{
		shares: shares, paid: shares * paid * (1 + costs.Commission),
		target: paid * (1 + b.plan.TakeProfit), stop: paid * (1 - b.plan.Stop),
		until: at.Add(b.plan.MaxHold), trade: len(b.result.Trades),
	}
	b.cash -= p.paid
	b.held = append(b.held, p)
	b.result.Trades = append(b.result.Trades, Trade{Entry: b.series[day].Time, EntryPrice: paid})
}

// leave sells each position that decide gives a price for.
func (b *book) leave(day time.Time, decide func(position) (float64, Exit)) {
	b.held = slices.DeleteFunc(b.held, func(p position) bool {
		price, why := decide(p)
		if why == ExitNone {
			return false
		}
		costs := b.plan.Costs(price)
		price *= 1 - costs.Slippage
		got := p.shares * price * (1 - costs.Commission)
		b.cash += got
		trade := &b.result.Trades[p.trade]
		trade.Exit, trade.ExitPrice, trade.Return, trade.Why = day, price, got/p.paid-1, why
		return true
	})
}

// worth is cash and what is held at a price.
func (b *book) worth(price float64) float64 {
	worth := b.cash
	for _, p := range b.held {
		worth += p.shares * price
	}
	return worth
}

func (b *book) mark(day int) {
	now := b.series[day]
	b.result.Curve = append(b.result.Curve, Point{Time: now.Time, Value: b.worth(now.Close) / b.plan.Capital})
	if len(b.held) > 0 {
		b.result.HeldBars++
	}
}

// finish values what is still held; signals after the last price are not
// bought.
func (b *book) finish() {
	last := b.series[len(b.series)-1]
	for _, p := range b.held {
		trade := &b.result.Trades[p.trade]
		trade.Exit, trade.ExitPrice, trade.Return, trade.Open = last.Time, last.Close, p.shares*last.Close/p.paid-1, true
	}
	b.result.Unfilled += len(b.signals)
}
