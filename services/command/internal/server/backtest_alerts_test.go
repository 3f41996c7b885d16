package server

import (
	"fmt"
	"math"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// alerted is a service to which alerts were sent at 10:00 in New York: about A,
// each tenth day from 1 March 2018 on, with scores that rise from 0.15 and
// sentiments from -0.2; one without a score; and one about B.
func alerted(t *testing.T) *Command {
	t.Helper()
	store := alert.NewStore(databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations))
	first := time.Date(2018, 3, 1, 15, 0, 0, 0, time.UTC)
	record := func(id string, about symbol.Symbol, at time.Time, score, sentiment *float64) {
		if _, err := store.Record(t.Context(), alert.Alert{
			ID: id, Symbol: about, SentAt: at, Category: "NEWS", Price: 100, Score: score, Sentiment: sentiment,
		}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 7 {
		score, sentiment := 0.15+0.05*float64(i), -0.2+0.15*float64(i)
		record(fmt.Sprint("a", i), "A", first.AddDate(0, 0, 10*i), &score, &sentiment)
	}
	record("none", "A", first.AddDate(0, 0, 5), nil, nil)
	score := 0.9
	record("b", "B", first, &score, &score)
	return New(Parts{Market: tape{days: map[string]int{"A": 900, "C": 900, "B": 900}}, Alerts: store})
}

func TestBacktestOfAlerts(t *testing.T) {
	c := alerted(t)
	for strategy, passed := range map[commandv1.Strategy]int32{
		commandv1.Strategy_STRATEGY_ALERTS_DEFAULT:      5,
		commandv1.Strategy_STRATEGY_ALERTS_AGGRESSIVE:   6,
		commandv1.Strategy_STRATEGY_ALERTS_CONSERVATIVE: 3,
	} {
		reply, err := c.Backtest(t.Context(), &commandv1.BacktestRequest{Symbol: "A", Strategy: strategy})
		if err != nil {
			t.Fatal(err)
		}
		a := reply.GetAlerts()
		if a.GetRecorded() != 8 || a.GetPassed() != passed || a.GetUnfilled() != 0 || len(reply.GetTrades()) != int(passed) ||
			!reply.GetSlippageByPrice() || reply.GetMeasures() == nil || reply.GetBenchmark() == nil {
			t.Errorf("%s: %v", strategy, reply)
		}
		if from := reply.GetFrom().AsTime(); from.Day() != 28 || from.Month() != time.February {
			t.Errorf("%s: begins on %s, not on the day before the first alert", strategy, from)
		}
		for _, trade := range reply.GetTrades() {
			if trade.GetEntry().AsTime().Before(reply.GetFrom().AsTime()) || trade.GetExitReason() == commandv1.ExitReason_EXIT_REASON_UNSPECIFIED {
				t.Errorf("%s: %v", strategy, trade)
			}
		}
		last := reply.GetCurve()[len(reply.GetCurve())-1]
		if math.Abs(last.GetValue()-100-reply.GetMeasures().GetReturnPercent()) > 1e-9 {
			t.Errorf("%s: the curve ends with %v, the return is %v", strategy, last.GetValue(), reply.GetMeasures().GetReturnPercent())
		}
	}
}

// TestBacktestOfNoAlerts tells nothing recorded from nothing that passes.
func TestBacktestOfNoAlerts(t *testing.T) {
	c, none := alerted(t), 0.0
	for name, want := range map[string]struct {
		req              *commandv1.BacktestRequest
		recorded, passed int32
	}{
		"another symbol": {&commandv1.BacktestRequest{Symbol: "C"}, 0, 0},
		"before":         {&commandv1.BacktestRequest{Symbol: "A", From: "2017-06-01", To: "2018-02-28"}, 0, 0},
		"a weak one":     {&commandv1.BacktestRequest{Symbol: "A", From: "2018-02-01", To: "2018-03-01"}, 1, 0},
		"given slippage": {&commandv1.BacktestRequest{Symbol: "A", To: "2018-03-01", SlippagePercent: &none}, 1, 0},
	} {
		want.req.Strategy = commandv1.Strategy_STRATEGY_ALERTS_DEFAULT
		reply, err := c.Backtest(t.Context(), want.req)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if a := reply.GetAlerts(); reply.GetMeasures() != nil || len(reply.GetCurve()) > 0 || a.GetRecorded() != want.recorded ||
			a.GetPassed() != want.passed || reply.GetSlippageByPrice() != (want.req.SlippagePercent == nil) {
			t.Errorf("%s: %v", name, reply)
		}
	}
}

func TestBacktestOfAlertsFaults(t *testing.T) {
	c := alerted(t)
	c.market = tape{days: map[string]int{"A": 900}, synthetic: true}
	req := &commandv1.BacktestRequest{Symbol: "A", Strategy: commandv1.Strategy_STRATEGY_ALERTS_DEFAULT}
	if _, err := c.Backtest(t.Context(), req); fault.From(err).Reason() != "SYNTHETIC_BARS" {
		t.Errorf("synthetic bars: %v", err)
	}
	db := databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	c = New(Parts{Market: tape{days: map[string]int{"A": 900}}, Alerts: alert.NewStore(db)})
	if _, err := c.Backtest(t.Context(), req); fault.From(err).Code() != codes.Unavailable {
		t.Errorf("without a database: %v", err)
	}
}
