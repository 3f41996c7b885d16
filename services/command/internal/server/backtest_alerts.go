package server

import (
	"context"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/command/internal/preset"
	"github.com/catalyst-bot/mesh/services/quant/backtest"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// presets are the strategies that trade alerts.
var presets = map[commandv1.Strategy]func() preset.Preset{
	commandv1.Strategy_STRATEGY_ALERTS_DEFAULT:      preset.Default,
	commandv1.Strategy_STRATEGY_ALERTS_AGGRESSIVE:   preset.Aggressive,
	commandv1.Strategy_STRATEGY_ALERTS_CONSERVATIVE: preset.Conservative,
}

// followAlerts trades what was recorded about the symbol.
func (c *Command) followAlerts(ctx context.Context, s symbol.Symbol, r *run) error {
	from, to := r.order.moments()
	list, err := c.alerts.List(ctx, s, from, to)
	if err != nil {
		return unreachable("Alerts", err)
	}
	p := *r.order.preset
	var signals []time.Time
	for _, a := range list {
		if p.Takes(a) {
			signals = append(signals, a.SentAt)
		}
	}
	r.start = r.order.beginAlerts(r.bars, list)
	plan := p.Plan
	plan.Costs = r.order.costsOf
	if r.result, err = backtest.Follow(r.bars, r.start, signals, plan); err != nil {
		return err
	}
	r.order.costs = r.order.costsOf(r.bars[r.start+1].Open)
	r.alerts = &commandv1.BacktestAlerts{
		Recorded: int32(len(list)), Passed: int32(len(signals)), Unfilled: int32(r.result.Unfilled), Rules: rules(p),
	}
	return nil
}

// moments are the first one asked for and the one after the last, in exchange
// time.
func (o order) moments() (from, to time.Time) {
	from, to = time.Unix(0, 0), time.Now().Add(clockSkew)
	if !o.from.IsZero() {
		from = midnight(o.from)
	}
	if !o.to.IsZero() {
		to = midnight(o.to.AddDate(0, 0, 1))
	}
	return from, to
}

func midnight(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, calendar.Zone())
}

// beginAlerts is the last bar before the first day asked for, or before the
// first alert, so that what happens on that day can be traded.
func (o order) beginAlerts(bars []bar.Bar, list []alert.Alert) int {
	first := o.from
	if first.IsZero() && len(list) > 0 {
		first = calendar.Date(list[0].SentAt.In(calendar.Zone()))
	}
	start := 0
	for start+2 < len(bars) && bars[start+1].Time.Before(first) {
		start++
	}
	return start
}

// costsOf are those of a price.
func (o order) costsOf(price float64) backtest.Costs {
	if !o.byPrice {
		return o.costs
	}
	costs := preset.ByPrice(price)
	costs.Commission = o.costs.Commission
	return costs
}

func rules(p preset.Preset) *commandv1.AlertRules {
	return &commandv1.AlertRules{
		MinScore: p.MinScore, MinSentiment: p.MinSentiment,
		TakeProfitPercent: p.Plan.TakeProfit * 100, StopPercent: p.Plan.Stop * 100, MaxHold: durationpb.New(p.Plan.MaxHold),
		PositionPercent: p.Plan.Position * 100, MaxVolumePercent: p.Plan.MaxVolume * 100,
	}
}
