// Package preset holds the bot's own ways of trading its alerts: which it buys,
// and when it sells them.
package preset

import (
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/quant/backtest"
)

// Capital is what an account begins with, in the currency of the prices.
const Capital = 10000

// Preset is one of the ways.
type Preset struct {
	// MinScore is the least score of an alert, 0 to 1.
	MinScore float64
	// MinSentiment is the least sentiment, -1 to 1; nil when any will do.
	MinSentiment *float64
	// Plan says when it is sold, and how much is bought.
	Plan backtest.Plan
}

// Default is the usual way.
func Default() Preset { return of(0.25, nil, 0.20, 0.10, 24*time.Hour, 0.10, 0.05) }

// Aggressive buys more alerts, larger and for longer.
func Aggressive() Preset { return of(0.20, nil, 0.30, 0.15, 48*time.Hour, 0.15, 0.08) }

// Conservative buys fewer alerts, smaller and for shorter.
func Conservative() Preset {
	sentiment := 0.3
	return of(0.35, &sentiment, 0.15, 0.08, 12*time.Hour, 0.05, 0.03)
}

func of(score float64, sentiment *float64, profit, stop float64, hold time.Duration, position, volume float64) Preset {
	return Preset{MinScore: score, MinSentiment: sentiment, Plan: backtest.Plan{
		Capital: Capital, TakeProfit: profit, Stop: stop, MaxHold: hold, Position: position, MaxVolume: volume, Costs: ByPrice,
	}}
}

// Takes reports whether an alert is bought. What was not told of it cannot
// speak for it.
func (p Preset) Takes(a alert.Alert) bool {
	if a.Score == nil || *a.Score < p.MinScore {
		return false
	}
	return p.MinSentiment == nil || a.Sentiment != nil && *a.Sentiment >= *p.MinSentiment
}

// Slippage of shares of up to 10, as a part of the price, and what it is above
// in the currency.
const (
	baseSlippage = 0.02
	baseUpTo     = 10
)

// ByPrice is slippage alone, as a price makes it likely: the cheaper a share,
// the wider its spread.
func ByPrice(price float64) backtest.Costs {
	switch {
	case price < 1:
		return backtest.Costs{Slippage: 2.5 * baseSlippage}
	case price < 2:
		return backtest.Costs{Slippage: 2 * baseSlippage}
	case price < 5:
		return backtest.Costs{Slippage: 1.5 * baseSlippage}
	default:
		return backtest.Costs{Slippage: baseSlippage * min(1, baseUpTo/price)}
	}
}
