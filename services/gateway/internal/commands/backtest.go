package commands

import (
	"context"

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
func NewBacktest(client commandv1.CommandServiceClient, symbols Suggest) Feature {
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
			return backtest(client, s, in.Options)
		},
	}}}
}

func backtest(client commandv1.CommandServiceClient, s symbol.Symbol, options interaction.Options) (CommandStep, error) {
	name := options.String("strategy")
	for _, strategy := range strategies {
		if strategy.choice.Value != name {
			continue
		}
		req := &commandv1.BacktestRequest{
			Symbol: s.String(), Strategy: strategy.known, From: options.String("start_date"), To: options.String("end_date"),
		}
		return Task{Name: "backtest", Run: func(ctx context.Context) (message.Message, error) {
			reply, err := client.Backtest(ctx, req)
			if err != nil {
				return message.Message{}, err
			}
			return backtestView(req, strategy.choice.Name, strategy.what, reply), nil
		}}, nil
	}
	return nil, fault.Invalid("strategy", "That is no strategy. Choose one of the list.")
}
