package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
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
	h, err := c.history(ctx, s)
	if err != nil {
		return nil, err
	}
	bars, start := order.span(h.bars)
	result, err := backtest.Run(bars, start, order.strategy, order.costs)
	if err != nil {
		return nil, untradable(h, err)
	}
	benchmark, err := backtest.Run(bars, start, backtest.Hold, order.costs)
	if err != nil {
		return nil, fmt.Errorf("trade the benchmark: %w", err)
	}
	return tested(h, order, result, benchmark), nil
}

// order is what a request asks for. Days that are zero were not given.
type order struct {
	strategy backtest.Strategy
	costs    backtest.Costs
	from, to time.Time
}

func parseOrder(req *commandv1.BacktestRequest) (order, error) {
	o := order{strategy: backtest.Strategy(req.GetStrategy())}
	if !o.strategy.Valid() {
		return order{}, fault.Invalid("strategy", "Give a strategy: SMA cross, RSI reversion, breakout, MACD, or buy and hold.")
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

// span cuts off what is after the last day, and finds the first to trade.
func (o order) span(bars []bar.Bar) ([]bar.Bar, int) {
	for len(bars) > 0 && !o.to.IsZero() && bars[len(bars)-1].Time.After(o.to) {
		bars = bars[:len(bars)-1]
	}
	start := 0
	switch {
	case !o.from.IsZero():
		for start < len(bars) && bars[start].Time.Before(o.from) {
			start++
		}
	case len(bars) >= 2*backtest.WarmUp:
		start = backtest.WarmUp
	}
	return bars, start
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

func tested(h history, o order, result, benchmark backtest.Result) *commandv1.BacktestResponse {
	last := len(benchmark.Curve) - 1
	reply := &commandv1.BacktestResponse{
		Info: h.info, Currency: h.currency, Strategy: commandv1.Strategy(o.strategy), Provenance: h.provenance,
		From: timestamppb.New(benchmark.Curve[0].Time), To: timestamppb.New(benchmark.Curve[last].Time), Days: int32(last + 1),
		CommissionPercent: o.costs.Commission * 100, SlippagePercent: o.costs.Slippage * 100, Benchmark: measures(benchmark),
	}
	if len(result.Trades) == 0 {
		return reply
	}
	reply.Measures = measures(result)
	for _, t := range result.Trades {
		reply.Trades = append(reply.Trades, &commandv1.BacktestTrade{
			Entry: timestamppb.New(t.Entry), EntryPrice: t.EntryPrice, Exit: timestamppb.New(t.Exit), ExitPrice: t.ExitPrice,
			ReturnPercent: t.Return * 100, Open: t.Open,
		})
	}
	for i, p := range result.Curve {
		reply.Curve = append(reply.Curve, &commandv1.EquityPoint{
			Time: timestamppb.New(p.Time), Value: p.Value * 100, Benchmark: benchmark.Curve[i].Value * 100,
		})
	}
	return reply
}

func measures(result backtest.Result) *commandv1.BacktestMeasures {
	m := result.Measure()
	return &commandv1.BacktestMeasures{
		ReturnPercent: m.Return * 100, AnnualReturnPercent: percent(m.AnnualReturn), Sharpe: m.Sharpe, Sortino: m.Sortino,
		MaxDrawdownPercent: m.MaxDrawdown * 100, WinRatePercent: percent(m.WinRate), ExposurePercent: m.Exposure * 100,
	}
}
