package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/preset"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/backtest"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

const (
	// dayLayout is how days are written in requests and faults.
	dayLayout = "2006-01-02"
	// maxCost bounds commission and slippage, in percent.
	maxCost = 5
	// defaultSlippage is in percent.
	defaultSlippage = 0.05
	// backtestWarmUp is all the bars before a year the market gives, which makes
	// about 28 years of daily ones.
	backtestWarmUp = 7000
)

// Backtest trades a strategy over past daily bars.
func (c *Command) Backtest(ctx context.Context, req *commandv1.BacktestRequest) (*commandv1.BacktestResponse, error) {
	s, err := parseSymbol(req.GetSymbol())
	if err != nil {
		return nil, err
	}
	order, err := parseOrder(req)
	if err != nil {
		return nil, err
	}
	h, err := c.historyOf(ctx, s, backtestWarmUp)
	if err != nil {
		return nil, err
	}
	r := run{order: order, history: h}
	r.bars = order.before(h.bars)
	if order.preset != nil {
		err = c.followAlerts(ctx, s, &r)
	} else {
		r.start = order.begin(r.bars)
		r.result, err = backtest.Run(r.bars, r.start, order.strategy, order.costs)
	}
	if err != nil {
		return nil, untradable(h, err)
	}
	if r.benchmark, err = backtest.Run(r.bars, r.start, backtest.Hold, order.costs); err != nil {
		return nil, fmt.Errorf("trade the benchmark: %w", err)
	}
	return r.reply(), nil
}

// run is a backtest while it is made.
type run struct {
	order     order
	history   history
	bars      []bar.Bar // up to the last day asked for
	start     int       // of the first bar traded
	result    backtest.Result
	benchmark backtest.Result
	alerts    *commandv1.BacktestAlerts // nil for strategies of bars alone
}

// order is what a request asks for. Days that are zero were not given.
type order struct {
	strategy backtest.Strategy
	// preset is nil for strategies of bars alone.
	preset   *preset.Preset
	costs    backtest.Costs
	byPrice  bool // slippage, that is
	from, to time.Time
}

func parseOrder(req *commandv1.BacktestRequest) (order, error) {
	o := order{strategy: backtest.Strategy(req.GetStrategy())}
	if of, ok := presets[req.GetStrategy()]; ok {
		p := of()
		o.preset, o.byPrice = &p, req.SlippagePercent == nil
	} else if !o.strategy.Valid() {
		return order{}, fault.Invalid("strategy",
			"Give a strategy: SMA cross, RSI reversion, breakout, MACD, buy and hold, or alerts: default, aggressive or conservative.")
	}
	commission, slippage := req.GetCommissionPercent(), defaultSlippage
	if req.SlippagePercent != nil {
		slippage = req.GetSlippagePercent()
	}
	for field, value := range map[string]float64{"commission_percent": commission, "slippage_percent": slippage} {
		if !(value >= 0 && value <= maxCost) {
			return order{}, fault.Invalid(field, "Give commission and slippage as 0 to 5 percent.")
		}
	}
	o.costs = backtest.Costs{Commission: commission / 100, Slippage: slippage / 100}
	var err error
	if o.from, err = parseDay("from", req.GetFrom()); err != nil {
		return order{}, err
	}
	if o.to, err = parseDay("to", req.GetTo()); err != nil {
		return order{}, err
	}
	if !o.from.IsZero() && !o.to.IsZero() && !o.from.Before(o.to) {
		return order{}, fault.Invalid("to", "Give a last day after the first.")
	}
	return o, nil
}

func parseDay(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(dayLayout, text)
	if err != nil {
		return time.Time{}, fault.Invalid(field, "Give a day as YYYY-MM-DD, such as 2017-03-31.")
	}
	return day, nil
}

// before cuts off what is after the last day.
func (o order) before(bars []bar.Bar) []bar.Bar {
	for len(bars) > 0 && !o.to.IsZero() && bars[len(bars)-1].Time.After(o.to) {
		bars = bars[:len(bars)-1]
	}
	return bars
}

// begin finds the first bar to trade.
func (o order) begin(bars []bar.Bar) int {
	start := 0
	switch {
	case !o.from.IsZero():
		for start < len(bars) && bars[start].Time.Before(o.from) {
			start++
		}
	case len(bars) >= 2*backtest.WarmUp:
		start = backtest.WarmUp
	}
	return start
}

func untradable(h history, err error) error {
	switch {
	case errors.Is(err, backtest.ErrSynthetic):
		return fault.New(codes.FailedPrecondition,
			fmt.Sprintf("The bars of %s were not observed but computed; they are not backtested.", h.info.GetSymbol()),
			fault.Reason("SYNTHETIC_BARS", nil))
	case errors.Is(err, backtest.ErrTooFew):
		first, last := h.days()
		return fault.New(codes.FailedPrecondition,
			fmt.Sprintf("There are not two days to trade; %s has %s to %s.", h.info.GetSymbol(), first, last),
			fault.Reason("TOO_FEW_BARS", map[string]string{"first": first, "last": last}))
	default:
		return fmt.Errorf("backtest %s: %w", h.info.GetSymbol(), err)
	}
}
