package commands

import (
	"context"
	"fmt"
	"log/slog"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// strategies are what can be traded, as users read them and as the mesh calls
// them.
var strategies = []struct {
	choice Choice
	known  commandv1.Strategy
	what   string
}{
	{Choice{"SMA cross", "sma_cross"}, commandv1.Strategy_STRATEGY_SMA_CROSS, "holds while SMA 20 is above SMA 50"},
	{Choice{"RSI reversion", "rsi_reversion"}, commandv1.Strategy_STRATEGY_RSI_REVERSION, "buys RSI below 30, sells above 50"},
	{Choice{"Breakout", "breakout"}, commandv1.Strategy_STRATEGY_BREAKOUT, "buys 20-day highs, sells 10-day lows"},
	{Choice{"MACD", "macd"}, commandv1.Strategy_STRATEGY_MACD, "holds while MACD is above its signal"},
	{Choice{"Buy and hold", "buy_and_hold"}, commandv1.Strategy_STRATEGY_BUY_AND_HOLD, "buys once and never sells"},
	{Choice{"Alerts: default", "default"}, commandv1.Strategy_STRATEGY_ALERTS_DEFAULT, "buys the bot's alerts"},
	{Choice{"Alerts: aggressive", "aggressive"}, commandv1.Strategy_STRATEGY_ALERTS_AGGRESSIVE, "buys more of the bot's alerts, for longer"},
	{Choice{"Alerts: conservative", "conservative"}, commandv1.Strategy_STRATEGY_ALERTS_CONSERVATIVE, "buys few of the bot's alerts, for shorter"},
}

// NewBacktest is /backtest, what a strategy would have earned on past days.
func NewBacktest(command commandv1.CommandServiceClient, charts chartv1.ChartServiceClient, symbols Suggest) Feature {
	t := tester{command, charts}
	choices := make([]Choice, len(strategies))
	for i, s := range strategies {
		choices[i] = s.choice
	}
	return Feature{Commands: []Command{{
		Name:        "backtest",
		Description: "What a strategy would have earned on real past days",
		Options: []Option{
			tickerOption(symbols),
			{Name: "strategy", Description: "When to buy and sell", Required: true, Choices: choices},
			{Name: "start_date", Description: "First day, such as 2016-01-31; as early as can be unless given"},
			{Name: "end_date", Description: "Last day, such as 2018-01-31; the newest unless given"},
		},
		Parse: func(in interaction.Interaction) (CommandStep, error) {
			s, err := parseSymbol(in.Options.String(tickerName))
			if err != nil {
				return nil, err
			}
			return t.parse(in, s)
		},
	}}}
}

// tester tries strategies on the past.
type tester struct {
	command commandv1.CommandServiceClient
	charts  chartv1.ChartServiceClient
}

func (t tester) parse(in interaction.Interaction, s symbol.Symbol) (CommandStep, error) {
	name := in.Options.String("strategy")
	for _, strategy := range strategies {
		if strategy.choice.Value != name {
			continue
		}
		req := &commandv1.BacktestRequest{
			Symbol: s.String(), Strategy: strategy.known, From: in.Options.String("start_date"), To: in.Options.String("end_date"),
		}
		return Task{Name: "backtest", Manner: AlwaysDefer, Run: func(ctx context.Context) (message.Message, error) {
			reply, err := t.command.Backtest(ctx, req)
			if err != nil {
				return message.Message{}, err
			}
			m := backtestView(req, strategy.choice.Name, strategy.what, reply)
			if in.Place.Allowed.Has(interaction.AttachFiles) {
				t.draw(ctx, &m, req.GetSymbol(), strategy.choice, reply)
			}
			return m, nil
		}}, nil
	}
	return nil, fault.Invalid("strategy", "That is no strategy. Choose one of the list.")
}

// draw shows the account, when anything was traded. The numbers are worth
// showing alone.
func (t tester) draw(ctx context.Context, m *message.Message, symbol string, strategy Choice, reply *commandv1.BacktestResponse) {
	if len(reply.GetCurve()) == 0 {
		return
	}
	drawn, err := t.charts.RenderEquity(ctx, equity(symbol, strategy.Name, reply))
	if err != nil {
		slog.WarnContext(ctx, "backtest not drawn", "error", err)
		return
	}
	m.File = message.NewFile(drawn.GetAltText(), drawn.GetPng(), "backtest", symbol, strategy.Value)
	m.Embeds[0].Image = message.ImageOf(m.File)
}

func equity(symbol, strategy string, reply *commandv1.BacktestResponse) *chartv1.RenderEquityRequest {
	p := reply.GetProvenance()
	req := &chartv1.RenderEquityRequest{
		Symbol: symbol, Strategy: strategy, Source: fmt.Sprintf("%s (%s) · %s", p.GetProvider(), p.GetSource(), asOf(p)),
	}
	for _, point := range reply.GetCurve() {
		req.Values = append(req.Values, &chartv1.EquityValue{Time: point.GetTime(), Value: point.GetValue(), Held: point.GetBenchmark()})
	}
	for _, trade := range reply.GetTrades() {
		req.Holdings = append(req.Holdings, &chartv1.EquityHolding{
			Entry: trade.GetEntry(), Exit: trade.GetExit(), Open: trade.GetOpen(), ReturnPercent: trade.GetReturnPercent(),
		})
	}
	return req
}
