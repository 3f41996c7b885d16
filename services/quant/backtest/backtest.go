// Package backtest trades a strategy over past daily bars, the way it could
// have been traded: what is decided at a close is done at the next open, and
// costs are paid.
package backtest

import (
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Faults of what is to be traded.
var (
	// ErrSynthetic is returned for bars that were not observed.
	ErrSynthetic = errors.New("synthetic bars cannot be traded")
	// ErrTooFew is returned for fewer than two bars to trade.
	ErrTooFew = errors.New("two bars at least are needed")
	// ErrStrategy is returned for a strategy that is none.
	ErrStrategy = errors.New("no such strategy")
)

// Costs are paid on each side of a trade, as fractions of its price.
type Costs struct {
	// Commission is paid on what is bought or sold. 0 or more.
	Commission float64
	// Slippage makes buying dearer and selling cheaper than the open. 0 or
	// more.
	Slippage float64
}

// Trade is one time of holding.
type Trade struct {
	// Entry and Exit are the days of buying and selling; Exit is the last day
	// when Open.
	Entry, Exit time.Time
	// EntryPrice and ExitPrice include slippage; an open trade has the last
	// close as its ExitPrice.
	EntryPrice, ExitPrice float64
	// Return is after costs, as a fraction.
	Return float64
	// Open is true when it was still held at the end.
	Open bool
	// Why says what ended it; ExitNone when Open.
	Why Exit
}

// Exit is why a trade ended. Its numbers are those of the
// catalyst.command.v1.ExitReason enum.
type Exit int

// The reasons.
const (
	ExitNone Exit = iota
	// ExitRule is a strategy that does not hold any more.
	ExitRule
	// ExitTarget is a profit that was reached, ExitStop a loss, and ExitTime the
	// end of the time a position may take.
	ExitTarget
	ExitStop
	ExitTime
)

// Point is the worth of an account that began with 1.
type Point struct {
	Time  time.Time
	Value float64
}

// Result is what came of trading.
type Result struct {
	// Trades are in order of time. Empty when the strategy never bought.
	Trades []Trade
	// Curve has a point for the close of each bar traded.
	Curve []Point
	// HeldBars is how many of those closes something was held at.
	HeldBars int
	// Unfilled counts signals that could not be bought, for want of a later
	// price or of cash.
	Unfilled int
}

// Run trades the strategy with all of an account, fractions of shares
// included, from the bar at start on; those before it only settle the
// strategy. The close of the bar at start is the first that decides anything.
func Run(series []bar.Bar, start int, strategy Strategy, costs Costs) (Result, error) {
	if !strategy.Valid() {
		return Result{}, ErrStrategy
	}
	if err := tradable(series, start); err != nil {
		return Result{}, err
	}
	holds, err := strategy.desires(series)
	if err != nil {
		return Result{}, fmt.Errorf("decide: %w", err)
	}
	account := account{cash: 1, costs: costs}
	account.mark(series[start])
	for i := start + 1; i < len(series); i++ {
		account.follow(holds[i-1], series[i])
		account.mark(series[i])
	}
	account.finish(series[len(series)-1])
	return account.result, nil
}

// tradable reports why bars cannot be traded.
func tradable(series []bar.Bar, start int) error {
	if start < 0 || len(series)-start < 2 {
		return ErrTooFew
	}
	for _, b := range series {
		if b.Synthetic {
			return ErrSynthetic
		}
	}
	return nil
}

// account holds either cash or shares.
type account struct {
	cash, shares float64
	paid         float64 // for the shares, costs included
	costs        Costs
	result       Result
}

// follow buys or sells at the open what was decided before.
func (a *account) follow(hold bool, b bar.Bar) {
	switch {
	case hold && a.shares == 0:
		price := b.Open * (1 + a.costs.Slippage)
		a.shares, a.paid, a.cash = a.cash/(price*(1+a.costs.Commission)), a.cash, 0
		a.result.Trades = append(a.result.Trades, Trade{Entry: b.Time, EntryPrice: price})
	case !hold && a.shares > 0:
		price := b.Open * (1 - a.costs.Slippage)
		a.cash = a.shares * price * (1 - a.costs.Commission)
		a.shares = 0
		trade := a.last()
		trade.Exit, trade.ExitPrice, trade.Return, trade.Why = b.Time, price, a.cash/a.paid-1, ExitRule
	}
}

func (a *account) mark(b bar.Bar) {
	a.result.Curve = append(a.result.Curve, Point{Time: b.Time, Value: a.cash + a.shares*b.Close})
	if a.shares > 0 {
		a.result.HeldBars++
	}
}

// finish values what is still held; nothing is paid for selling it.
func (a *account) finish(b bar.Bar) {
	if a.shares > 0 {
		trade := a.last()
		trade.Exit, trade.ExitPrice, trade.Return, trade.Open = b.Time, b.Close, a.shares*b.Close/a.paid-1, true
	}
}

func (a *account) last() *Trade { return &a.result.Trades[len(a.result.Trades)-1] }
