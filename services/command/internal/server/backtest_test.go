package server

import (
	"math"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func TestBacktest(t *testing.T) {
	c := New(Parts{Market: tape{days: map[string]int{"A": 900}}})
	for number := range commandv1.Strategy_name {
		if number == 0 || presets[commandv1.Strategy(number)] != nil {
			continue
		}
		reply, err := c.Backtest(t.Context(), &commandv1.BacktestRequest{Symbol: "A", Strategy: commandv1.Strategy(number)})
		if err != nil {
			t.Fatal(err)
		}
		if reply.GetDays() != 650 || reply.GetSlippagePercent() != 0.05 || reply.GetBenchmark() == nil || reply.GetProvenance() == nil {
			t.Errorf("strategy %d: %v", number, reply)
		}
		if bought := len(reply.GetTrades()) > 0; bought != (reply.GetMeasures() != nil) || bought != (len(reply.GetCurve()) == 650) {
			t.Errorf("strategy %d: %d trades, measures %v", number, len(reply.GetTrades()), reply.GetMeasures())
		}
		if reply.GetMeasures() == nil {
			continue
		}
		last := reply.GetCurve()[649]
		if math.Abs(last.GetValue()-100-reply.GetMeasures().GetReturnPercent()) > 1e-9 ||
			math.Abs(last.GetBenchmark()-100-reply.GetBenchmark().GetReturnPercent()) > 1e-9 {
			t.Errorf("strategy %d: curve ends with %v, measures %v", number, last, reply.GetMeasures())
		}
	}
}

func TestBacktestSpan(t *testing.T) {
	c := New(Parts{Market: tape{days: map[string]int{"A": 900}}})
	reply, err := c.Backtest(t.Context(), &commandv1.BacktestRequest{
		Symbol: "A", Strategy: commandv1.Strategy_STRATEGY_BUY_AND_HOLD, From: "2018-03-01", To: "2018-03-31",
	})
	if err != nil {
		t.Fatal(err)
	}
	if reply.GetDays() != 31 || reply.GetFrom().AsTime().Day() != 1 || reply.GetTo().AsTime().Month() != time.March ||
		reply.GetMeasures().AnnualReturnPercent != nil || reply.GetMeasures().WinRatePercent != nil {
		t.Errorf("reply %v", reply)
	}
}

// TestNoTradesIsNoReturn has days too few for any average.
func TestNoTradesIsNoReturn(t *testing.T) {
	c := New(Parts{Market: tape{days: map[string]int{"A": 30}}})
	reply, err := c.Backtest(t.Context(), &commandv1.BacktestRequest{Symbol: "A", Strategy: commandv1.Strategy_STRATEGY_SMA_CROSS})
	if err != nil {
		t.Fatal(err)
	}
	if reply.GetMeasures() != nil || len(reply.GetCurve()) != 0 || reply.GetBenchmark() == nil {
		t.Errorf("reply %v", reply)
	}
}

func TestBacktestFaults(t *testing.T) {
	hold, nan, much := commandv1.Strategy_STRATEGY_BUY_AND_HOLD, math.NaN(), 5.1
	for name, c := range map[string]struct {
		req  *commandv1.BacktestRequest
		want codes.Code
	}{
		"no strategy":   {&commandv1.BacktestRequest{Symbol: "A"}, codes.InvalidArgument},
		"bad day":       {&commandv1.BacktestRequest{Symbol: "A", Strategy: hold, From: "1/2/2018"}, codes.InvalidArgument},
		"days reversed": {&commandv1.BacktestRequest{Symbol: "A", Strategy: hold, From: "2018-02-02", To: "2018-01-01"}, codes.InvalidArgument},
		"NaN cost":      {&commandv1.BacktestRequest{Symbol: "A", Strategy: hold, SlippagePercent: &nan}, codes.InvalidArgument},
		"dear cost":     {&commandv1.BacktestRequest{Symbol: "A", Strategy: hold, CommissionPercent: &much}, codes.InvalidArgument},
		"future":        {&commandv1.BacktestRequest{Symbol: "A", Strategy: hold, From: "2030-01-01"}, codes.FailedPrecondition},
		"unknown":       {&commandv1.BacktestRequest{Symbol: "X", Strategy: hold}, codes.NotFound},
	} {
		_, err := New(Parts{Market: tape{days: map[string]int{"A": 300}}}).Backtest(t.Context(), c.req)
		if f := fault.From(err); f.Code() != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := New(Parts{Market: tape{days: map[string]int{"A": 300}, synthetic: true}}).
		Backtest(t.Context(), &commandv1.BacktestRequest{Symbol: "A", Strategy: hold})
	if f := fault.From(err); f.Reason() != "SYNTHETIC_BARS" {
		t.Errorf("synthetic bars: %v", err)
	}
}
