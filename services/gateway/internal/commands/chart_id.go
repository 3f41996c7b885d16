package commands

import (
	"strings"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Custom ids of charts. The first two keep the spelling of messages the old bot
// posted: chart_{symbol}_{timeframe} and chart_toggle_{symbol}_{timeframe}.
const (
	oldPrefix     = "chart_"
	oldToggle     = "toggle"
	newPrefix     = "v1:chart:"
	controlPrefix = "v2:"

	controlTimeframe  = "chart"
	controlIndicators = "toggle"
	controlStyle      = "style"
	controlTheme      = "theme"
)

// parseOld reads what follows oldPrefix.
func (c chart) parseOld(in interaction.Interaction, rest string) (ComponentStep, error) {
	control := controlTimeframe
	if toggle, found := strings.CutPrefix(rest, oldToggle+"_"); found {
		rest, control = toggle, controlIndicators
	}
	s, err := parseSubject(strings.ReplaceAll(rest, "_", ":"))
	if err != nil {
		return nil, err
	}
	return c.redraw(in, s, control)
}

// parseSubject reads {symbol}:{timeframe}, perhaps followed by : and symbols to
// compare with, separated by commas.
func parseSubject(text string) (subject, error) {
	parts := strings.Split(text, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return subject{}, malformedControl()
	}
	first, err := symbol.Parse(parts[0])
	if err != nil {
		return subject{}, malformedControl()
	}
	tf, err := timeframe.Parse(parts[1])
	if err != nil {
		return subject{}, malformedControl()
	}
	s := subject{symbol: first, timeframe: tf}
	if len(parts) == 3 {
		if s.compare, err = parseSymbols(parts[2]); err != nil {
			return subject{}, malformedControl()
		}
	}
	return s, nil
}

func malformedControl() error {
	return fault.Invalid("custom_id", "I cannot read this button. Type /chart for a fresh chart.")
}

// id is the custom id of a control; without a comparison that of the old bot,
// where it had one.
func (s subject) id(control string) string {
	if len(s.compare) == 0 {
		switch control {
		case controlTimeframe:
			return oldPrefix + s.symbol.String() + "_" + s.timeframe.String()
		case controlIndicators:
			return oldPrefix + oldToggle + "_" + s.symbol.String() + "_" + s.timeframe.String()
		}
	}
	text := controlPrefix + control + ":" + s.symbol.String() + ":" + s.timeframe.String()
	if len(s.compare) > 0 {
		text += ":" + joined(s.compare, ",")
	}
	return text
}

func joined(symbols []symbol.Symbol, separator string) string {
	words := make([]string, len(symbols))
	for i, s := range symbols {
		words[i] = s.String()
	}
	return strings.Join(words, separator)
}
