package commands

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	// comparePrefix is the buttons under a comparison: symbols and a timeframe.
	comparePrefix = "v2:compare:"
	// compareWithPrefix is the button under a check, compareWithDialog the form
	// it opens; a symbol follows.
	compareWithPrefix = "v1:compare:ask:"
	compareWithDialog = "v1:compare:with:"
	// minCompared and maxSymbols bound how many symbols are compared.
	minCompared = 2
	maxSymbols  = maxCompared + 1
)

// compareWindows are the timeframes of the picture.
var compareWindows = []timeframe.Timeframe{
	timeframe.Month, timeframe.Quarter, timeframe.HalfYear, timeframe.Year, timeframe.FiveYears,
}

type compare struct {
	command commandv1.CommandServiceClient
	charts  chartv1.ChartServiceClient
}

// NewCompare is /compare, two to six symbols beside each other in numbers and
// in one picture, with buttons that switch its window.
func NewCompare(command commandv1.CommandServiceClient, charts chartv1.ChartServiceClient, symbols Suggest) Feature {
	c := compare{command, charts}
	options := make([]Option, maxSymbols)
	for i := range options {
		options[i] = tickerOption(symbols)
		options[i].Name, options[i].Required = tickerNumber(i), i < minCompared
	}
	return Feature{
		Commands: []Command{{
			Name:        "compare",
			Description: "Two to six symbols beside each other",
			Options:     options,
			Parse: func(in interaction.Interaction) (CommandStep, error) {
				list, err := comparedSymbols(in.Options)
				return c.task(in, subject{timeframe: timeframe.Year, compare: list}), err
			},
		}},
		Components: []Component{{Prefix: comparePrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			s, err := parseComparison(in.CustomID[len(comparePrefix):])
			return Change{c.task(in, s)}, err
		}}, {Prefix: compareWithPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			s, err := symbol.Parse(in.CustomID[len(compareWithPrefix):])
			if err != nil {
				return nil, malformedControl()
			}
			return compareModal(s), nil
		}}},
		Dialogs: []Dialog{{Prefix: compareWithDialog, Parse: func(in interaction.Interaction) (ModalStep, error) {
			list, err := differentSymbols(append([]string{in.CustomID[len(compareWithDialog):]}, words(in.Inputs.Text(compareName))...))
			return c.task(in, subject{timeframe: timeframe.Year, compare: list}), err
		}}},
	}
}

func compareModal(s symbol.Symbol) Modal {
	return Modal{Name: "compare", Modal: message.Modal{
		CustomID: compareWithDialog + s.String(), Title: "Compare " + s.String(),
		Inputs: []message.TextInput{{
			CustomID: compareName, Label: "With", Description: "One to five symbols", Hint: "MSFT, ^GSPC", MaxLength: maxCompared * (symbol.MaxLength + 2),
		}},
	}}
}

func tickerNumber(i int) string { return fmt.Sprintf("%s%d", tickerName, i+1) }

func comparedSymbols(options interaction.Options) ([]symbol.Symbol, error) {
	var texts []string
	for i := range maxSymbols {
		if text := options.String(tickerNumber(i)); text != "" {
			texts = append(texts, text)
		}
	}
	return differentSymbols(texts)
}

func differentSymbols(texts []string) ([]symbol.Symbol, error) {
	var list []symbol.Symbol
	for _, text := range texts {
		s, err := parseSymbol(text)
		if err != nil {
			return nil, err
		}
		for _, other := range list {
			if other == s {
				return nil, fault.Invalid(tickerName, "A symbol is compared with others; "+s.String()+" is there twice.")
			}
		}
		list = append(list, s)
	}
	if len(list) < minCompared || len(list) > maxSymbols {
		return nil, fault.Invalid(tickerName, "Two to six symbols are compared.")
	}
	return list, nil
}

func parseComparison(text string) (subject, error) {
	symbols, code, _ := strings.Cut(text, ":")
	tf, err := timeframe.Parse(code)
	if err != nil {
		return subject{}, malformedControl()
	}
	list, err := differentSymbols(strings.Split(symbols, ","))
	if err != nil {
		return subject{}, malformedControl()
	}
	return subject{timeframe: tf, compare: list}, nil
}

// task compares the symbols of a subject; the first of them is the picture's.
func (c compare) task(in interaction.Interaction, s subject) Task {
	return Task{Name: "compare", Manner: AlwaysDefer, Run: func(ctx context.Context) (message.Message, error) {
		picture := make(chan *chartv1.RenderChartResponse, 1)
		go func() { picture <- c.picture(ctx, s) }()
		req := &commandv1.CompareRequest{}
		for _, one := range s.compare {
			req.Symbols = append(req.Symbols, one.String())
		}
		reply, err := c.command.Compare(ctx, req)
		drawn := <-picture
		if err != nil {
			return message.Message{}, err
		}
		if !in.Place.Allowed.Has(interaction.AttachFiles) {
			drawn = nil
		}
		return compareView(s, reply, drawn), nil
	}}
}

// picture is nil when there is none: the numbers are worth showing alone.
func (c compare) picture(ctx context.Context, s subject) *chartv1.RenderChartResponse {
	first := subject{symbol: s.compare[0], timeframe: s.timeframe, compare: s.compare[1:]}
	reply, err := c.charts.RenderChart(ctx, first.request(nil))
	if err != nil {
		slog.WarnContext(ctx, "comparison not drawn", "error", err)
		return nil
	}
	return reply
}

func compareButtons(s subject) message.Buttons {
	buttons := make(message.Buttons, len(compareWindows))
	for i, tf := range compareWindows {
		buttons[i] = message.Button{
			Label: tf.String(), Style: message.Secondary, CustomID: comparePrefix + joined(s.compare, ",") + ":" + tf.String(),
		}
		if tf == s.timeframe {
			buttons[i].Style, buttons[i].Disabled = message.Primary, true
		}
	}
	return buttons
}
