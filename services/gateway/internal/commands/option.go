package commands

import (
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// tickerOption keeps the name the old bot registered.
var tickerOption = Option{
	Name: "ticker", Description: "Symbol, such as AAPL, BRK.B or ^GSPC", Required: true,
}

func parseTicker(in interaction.Interaction) (symbol.Symbol, error) {
	s, err := symbol.Parse(in.Options.String("ticker"))
	if err != nil {
		return "", fault.Invalid("ticker", "That is no symbol: "+err.Error()+".")
	}
	return s, nil
}

func parseTimeframe(in interaction.Interaction) (timeframe.Timeframe, error) {
	text := in.Options.String("timeframe")
	if text == "" {
		return timeframe.Day, nil
	}
	tf, err := timeframe.Parse(text)
	if err != nil {
		return 0, fault.Invalid("timeframe", "That is no timeframe: "+err.Error()+".")
	}
	return tf, nil
}
