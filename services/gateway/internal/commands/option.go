package commands

import (
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// tickerName keeps the name the old bot registered.
const tickerName = "ticker"

func tickerOption(symbols Suggest) Option {
	return Option{
		Name: tickerName, Description: "Symbol or name, such as AAPL, BRK.B or ^GSPC", Required: true, Suggest: symbols,
	}
}

func parseSymbol(text string) (symbol.Symbol, error) {
	s, err := symbol.Parse(text)
	if err != nil {
		return "", fault.Invalid(tickerName, "That is no symbol: "+err.Error()+".")
	}
	return s, nil
}

func parseTimeframe(in interaction.Interaction) (timeframe.Timeframe, error) {
	text := in.Options.String(timeframeName)
	if text == "" {
		return timeframe.Day, nil
	}
	tf, err := timeframe.Parse(text)
	if err != nil {
		return 0, fault.Invalid(timeframeName, "That is no timeframe: "+err.Error()+".")
	}
	return tf, nil
}
