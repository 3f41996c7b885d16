package commands

import (
	"slices"
	"strings"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Options of /chart beside the ticker.
const (
	timeframeName  = "timeframe"
	styleName      = "style"
	themeName      = "theme"
	sizeName       = "size"
	indicatorsName = "indicators"
	compareName    = "compare"
)

const (
	// noIndicators is typed to see prices alone.
	noIndicators = "none"
	// maxCompared is how many symbols a chart is compared with.
	maxCompared = 5
)

func (c chart) command(symbols Suggest) Command {
	timeframes := make([]Choice, len(timeframe.All))
	for i, tf := range timeframe.All {
		timeframes[i] = Choice{Name: tf.Label(), Value: tf.String()}
	}
	return Command{
		Name:        "chart",
		Description: "One symbol as a picture, with the indicators you like",
		Options: []Option{
			tickerOption(symbols),
			{Name: timeframeName, Description: "Time to cover, one day unless given", Choices: timeframes},
			{Name: styleName, Description: "How prices are drawn; remembered", Choices: styles},
			{Name: themeName, Description: "Colours; remembered", Choices: themes},
			{Name: sizeName, Description: "Size of the picture; remembered", Choices: sizes},
			{Name: indicatorsName, Description: "Such as rsi, macd, bollinger; or none; remembered", Suggest: eachWord(c.known.suggest)},
			{Name: compareName, Description: "Up to five more symbols, such as MSFT, ^GSPC", Suggest: eachWord(symbols)},
		},
		Parse: func(in interaction.Interaction) (CommandStep, error) {
			s, err := subjectOf(in)
			if err != nil {
				return nil, err
			}
			choice, err := chosenOptions(in.Options)
			if err != nil {
				return nil, err
			}
			return c.task(in, s, choice), nil
		},
	}
}

func subjectOf(in interaction.Interaction) (subject, error) {
	first, err := parseSymbol(in.Options.String(tickerName))
	if err != nil {
		return subject{}, err
	}
	tf, err := parseTimeframe(in)
	if err != nil {
		return subject{}, err
	}
	compare, err := parseSymbols(in.Options.String(compareName))
	return subject{first, tf, compare}, err
}

// parseSymbols reads symbols with commas or blanks between them.
func parseSymbols(text string) ([]symbol.Symbol, error) {
	var list []symbol.Symbol
	for _, word := range words(text) {
		s, err := symbol.Parse(word)
		if err != nil {
			return nil, fault.Invalid(compareName, "That is no symbol to compare with: "+err.Error()+".")
		}
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	if len(list) > maxCompared {
		return nil, fault.Invalid(compareName, "A chart is compared with five symbols at most.")
	}
	return list, nil
}

// chosenOptions is what the options say about the looks; nil when nothing.
func chosenOptions(options interaction.Options) (*commandv1.Preferences, error) {
	var p commandv1.Preferences
	for _, look := range []struct {
		name   string
		listed []Choice
		chosen **string
	}{{styleName, styles, &p.Style}, {themeName, themes, &p.Theme}, {sizeName, sizes, &p.Size}} {
		word := options.String(look.name)
		if word == "" {
			continue
		}
		if _, err := oneOf(look.name, look.listed, []string{word}); err != nil {
			return nil, err
		}
		*look.chosen = &word
	}
	if codes := words(strings.ToLower(options.String(indicatorsName))); len(codes) > 0 {
		p.Indicators = &commandv1.IndicatorChoice{}
		if len(codes) > 1 || codes[0] != noIndicators {
			p.Indicators.Codes = codes
		}
	}
	if p.Style == nil && p.Theme == nil && p.Size == nil && p.Indicators == nil {
		return nil, nil //nolint:nilnil // nothing chosen is no fault
	}
	return &p, nil
}

func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
}
