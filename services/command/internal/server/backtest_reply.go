package server

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/quant/backtest"
)

// reply is the backtest in the words of the contract.
func (r run) reply() *commandv1.BacktestResponse {
	h, curve := r.history, r.benchmark.Curve
	reply := &commandv1.BacktestResponse{
		Info: h.info, Currency: h.currency, Strategy: commandv1.Strategy(r.order.strategy), Provenance: h.provenance,
		From: timestamppb.New(curve[0].Time), To: timestamppb.New(curve[len(curve)-1].Time), Days: int32(len(curve)),
		FirstKnown: timestamppb.New(h.bars[0].Time), CommissionPercent: r.order.costs.Commission * 100,
		SlippageByPrice: r.order.byPrice, Benchmark: measures(r.benchmark), Alerts: r.alerts,
	}
	if !r.order.byPrice {
		reply.SlippagePercent = r.order.costs.Slippage * 100
	}
	if len(r.result.Trades) == 0 {
		return reply
	}
	reply.Measures = measures(r.result)
	for _, t := range r.result.Trades {
		reply.Trades = append(reply.Trades, &commandv1.BacktestTrade{
			Entry: timestamppb.New(t.Entry), EntryPrice: t.EntryPrice, Exit: timestamppb.New(t.Exit), ExitPrice: t.ExitPrice,
			ReturnPercent: t.Return * 100, Open: t.Open, ExitReason: commandv1.ExitReason(t.Why),
		})
	}
	for i, p := range r.result.Curve {
		reply.Curve = append(reply.Curve, &commandv1.EquityPoint{
			Time: timestamppb.New(p.Time), Value: p.Value * 100, Benchmark: curve[i].Value * 100,
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
