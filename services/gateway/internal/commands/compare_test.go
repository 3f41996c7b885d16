package commands

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// analyst answers comparisons and backtests with what the test put in.
type analyst struct {
	commandv1.CommandServiceClient
	chartv1.ChartServiceClient
	compared *commandv1.CompareRequest
	drawn    *chartv1.RenderChartRequest
	noChart  error
	traded   *commandv1.BacktestResponse
	tested   *commandv1.BacktestRequest
	account  *chartv1.RenderEquityRequest
}

func date(year int, month time.Month, day int) *timestamppb.Timestamp {
	return timestamppb.New(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

func (a *analyst) Compare(_ context.Context, req *commandv1.CompareRequest, _ ...grpc.CallOption) (*commandv1.CompareResponse, error) {
	a.compared = req
	reply := &commandv1.CompareResponse{From: date(2017, 1, 3), To: date(2018, 5, 11), CommonDays: 342, Missing: []string{"Valuation: No provider has fundamentals of *MSFT*."}}
	up, down, best, link, year := 12.5, -3.0, int32(0), 0.55, int32(2016)
	for _, symbol := range req.GetSymbols() {
		reply.Symbols = append(reply.Symbols, &commandv1.ComparedSymbol{
			Info: &marketv1.SymbolInfo{Symbol: symbol}, Currency: "USD", Close: 188.59, Provenance: provenance(), Fundamentals: provenance(),
		})
	}
	reply.Rows = []*commandv1.ComparedRow{
		{Metric: commandv1.ComparedMetric_COMPARED_METRIC_RETURN, Days: 21, Values: []*commandv1.ComparedValue{{Value: &up}, {Value: &down}}, Best: &best},
		{Metric: commandv1.ComparedMetric_COMPARED_METRIC_RETURN, Days: 341, Values: []*commandv1.ComparedValue{{Value: &up}, {}}},
		{Metric: commandv1.ComparedMetric_COMPARED_METRIC_PRICE_EARNINGS, Values: []*commandv1.ComparedValue{{Value: &up, FiscalYear: &year, BasicEarnings: true}, {}}},
		{Metric: commandv1.ComparedMetric_COMPARED_METRIC_PRICE_SALES, Values: []*commandv1.ComparedValue{{Value: &up, FiscalYear: &year}, {}}},
	}
	reply.Correlations = []*commandv1.Correlation{{First: 0, Second: 1, Value: &link}}
	return reply, nil
}

func (a *analyst) RenderChart(_ context.Context, req *chartv1.RenderChartRequest, _ ...grpc.CallOption) (*chartv1.RenderChartResponse, error) {
	a.drawn = req
	return &chartv1.RenderChartResponse{Png: []byte("png"), AltText: "two lines"}, a.noChart
}

func (a *analyst) Backtest(_ context.Context, req *commandv1.BacktestRequest, _ ...grpc.CallOption) (*commandv1.BacktestResponse, error) {
	a.tested = req
	return a.traded, nil
}

func (a *analyst) RenderEquity(_ context.Context, req *chartv1.RenderEquityRequest, _ ...grpc.CallOption) (*chartv1.RenderEquityResponse, error) {
	a.account = req
	return &chartv1.RenderEquityResponse{Png: []byte("png"), AltText: "an account"}, a.noChart
}

func comparing(t *testing.T, a *analyst) *Catalog {
	t.Helper()
	catalog, err := NewCatalog(NewCompare(a, a, nil), NewBacktest(a, a, nil))
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func TestCompare(t *testing.T) {
	a := &analyst{}
	catalog := comparing(t, a)
	m := run(t, catalog, slash("compare", interaction.Options{"ticker1": "aapl", "ticker2": "MSFT"}))
	e := m.Embeds[0]
	if e.Title != "⚖️ AAPL vs MSFT" || !strings.Contains(e.Description, "342 common days, 3 Jan 2017 to 11 May 2018\nCorrelation: AAPL/MSFT 0.55") ||
		!strings.Contains(e.Description, `\*MSFT\*`) {
		t.Errorf("%s\n%s", e.Title, e.Description)
	}
	if first, second := e.Fields[0], e.Fields[1]; first.Name != "AAPL  $188.59" || first.Value != "1M +12.50% ★\n341 days +12.50%\nP/E 12.50 (FY2016, basic)\nP/S 12.50 (FY2016)" ||
		second.Value != "1M -3.00%\n341 days n/a\nP/E n/a\nP/S n/a" || strings.Count(e.Description, "Fundamentals: ") != 1 {
		t.Errorf("%+v", e.Fields)
	}
	if m.File == nil || m.File.Name != "compare-aapl-msft-1y.png" || a.drawn.GetSymbol() != "AAPL" || len(a.drawn.GetCompare()) != 1 {
		t.Errorf("drawn %v as %+v", a.drawn, m.File)
	}
	buttons, _ := m.Rows[0].(message.Buttons)
	m = run(t, catalog, press(buttons[0].CustomID))
	if a.drawn.GetTimeframe() != marketv1.Timeframe_TIMEFRAME_1M || len(a.compared.GetSymbols()) != 2 || m.File.Name != "compare-aapl-msft-1m.png" {
		t.Errorf("the button draws %v", a.drawn)
	}
}

func TestCompareWithoutPicture(t *testing.T) {
	m := run(t, comparing(t, &analyst{noChart: fault.New(codes.Unavailable, "away")}),
		slash("compare", interaction.Options{"ticker1": "AAPL", "ticker2": "MSFT"}))
	if m.File != nil || m.Embeds[0].Image != nil || len(m.Embeds[0].Fields) != 2 {
		t.Errorf("%+v", m)
	}
}

func TestCompareFaults(t *testing.T) {
	catalog := comparing(t, &analyst{})
	for name, in := range map[string]interaction.Interaction{
		"one":       slash("compare", interaction.Options{"ticker1": "AAPL"}),
		"twice":     slash("compare", interaction.Options{"ticker1": "AAPL", "ticker2": "aapl"}),
		"no symbol": slash("compare", interaction.Options{"ticker1": "AAPL", "ticker2": "<@1>"}),
		"button":    press(comparePrefix + "AAPL:1Y"),
		"window":    press(comparePrefix + "AAPL,MSFT:9Y"),
		"seven":     press(comparePrefix + "A,B,C,D,E,F,G:1Y"),
	} {
		if _, err := catalog.Route(in); fault.From(err) == nil || fault.From(err).Code() != codes.InvalidArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBacktest(t *testing.T) {
	sharpe := 1.25
	a := &analyst{traded: &commandv1.BacktestResponse{
		Info: &marketv1.SymbolInfo{Name: "Apple"}, Currency: "USD", From: date(2017, 1, 3), To: date(2018, 5, 11), Days: 342, SlippagePercent: 0.05,
		Measures:  &commandv1.BacktestMeasures{ReturnPercent: 12, Sharpe: &sharpe, MaxDrawdownPercent: 8},
		Benchmark: &commandv1.BacktestMeasures{ReturnPercent: 40}, Provenance: provenance(),
		Curve: []*commandv1.EquityPoint{
			{Time: date(2017, 2, 1), Value: 100, Benchmark: 100}, {Time: date(2017, 3, 1), Value: 110, Benchmark: 120},
		},
		Trades: []*commandv1.BacktestTrade{
			{Entry: date(2017, 2, 1), EntryPrice: 100, Exit: date(2017, 3, 1), ExitPrice: 110, ReturnPercent: 10},
			{Entry: date(2018, 2, 1), EntryPrice: 150, Exit: date(2018, 5, 11), ExitPrice: 153, ReturnPercent: 2, Open: true},
		},
	}}
	catalog := comparing(t, a)
	in := slash("backtest", interaction.Options{"ticker": "AAPL", "strategy": "macd", "start_date": "2017-01-01"})
	m := run(t, catalog, in)
	e := m.Embeds[0]
	if m.File == nil || m.File.Name != "backtest-aapl-macd.png" || e.Image == nil || len(a.account.GetValues()) != 2 ||
		a.account.GetValues()[1].GetHeld() != 120 || len(a.account.GetHoldings()) != 2 || !a.account.GetHoldings()[1].GetOpen() {
		t.Errorf("drawn %v: %+v", a.account, m)
	}
	if a.tested.GetStrategy() != commandv1.Strategy_STRATEGY_MACD || a.tested.GetFrom() != "2017-01-01" || e.Color != message.Bullish ||
		!strings.Contains(e.Fields[0].Value, "Return +12.00%\nA year n/a\nDrawdown 8.0%\nSharpe 1.25") || len(e.Fields) != 3 ||
		!strings.HasPrefix(e.Fields[2].Value, "1 Feb 2018 at $150.00, still held at $153.00: +2.00%\n1 Feb 2017") {
		t.Errorf("%v: %+v", a.tested, e)
	}
	a.noChart = errors.New("busy")
	if m := run(t, catalog, in); m.File != nil || len(m.Embeds[0].Fields) != 3 {
		t.Errorf("without a picture: %+v", m)
	}
	a.traded.Measures, a.traded.Trades, a.traded.Curve = nil, nil, nil
	if e := run(t, catalog, in).Embeds[0]; !strings.Contains(e.Description, "No trades") || e.Color != message.Grey || len(e.Fields) != 1 {
		t.Errorf("without trades: %+v", e)
	}
	if _, err := catalog.Route(slash("backtest", interaction.Options{"ticker": "AAPL", "strategy": "luck"})); err == nil {
		t.Error("luck is a strategy")
	}
}
