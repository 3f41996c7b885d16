package commands

import (
	"context"
	"fmt"
	"strings"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Custom ids of chart buttons. Those under a chart keep the spelling of
// messages posted by the old bot: chart_{symbol}_{timeframe}.
const (
	chartPrefix    = "chart_"
	newChartPrefix = "v1:chart:"
)

type chart struct{ client chartv1.ChartServiceClient }

// NewChart is /chart, one symbol over one timeframe as a picture, with the
// timeframe buttons under it, which redraw it, and the button under a check,
// which adds a chart.
func NewChart(client chartv1.ChartServiceClient, symbols Suggest) Feature {
	c := chart{client}
	return Feature{
		Commands: []Command{c.command(symbols)},
		Components: []Component{
			{Prefix: chartPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
				task, err := c.parseButton(in, chartPrefix, "_")
				return Change{task}, err
			}},
			{Prefix: newChartPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
				return c.parseButton(in, newChartPrefix, ":")
			}},
		},
	}
}

func (c chart) command(symbols Suggest) Command {
	choices := make([]Choice, len(timeframe.All))
	for i, tf := range timeframe.All {
		choices[i] = Choice{Name: tf.Label(), Value: tf.String()}
	}
	return Command{
		Name:        "chart",
		Description: "Candles, volume and averages of one symbol as a picture",
		Options: []Option{tickerOption(symbols), {
			Name: "timeframe", Description: "Time to cover, one day unless given", Choices: choices,
		}},
		Parse: func(in interaction.Interaction) (CommandStep, error) {
			s, err := parseSymbol(in.Options.String(tickerName))
			if err != nil {
				return nil, err
			}
			tf, err := parseTimeframe(in)
			if err != nil {
				return nil, err
			}
			return c.task(in, s, tf), nil
		},
	}
}

func (c chart) parseButton(in interaction.Interaction, prefix, separator string) (Task, error) {
	parts := strings.Split(strings.TrimPrefix(in.CustomID, prefix), separator)
	if len(parts) != 2 {
		return Task{}, malformedButton()
	}
	s, err := symbol.Parse(parts[0])
	if err != nil {
		return Task{}, malformedButton()
	}
	tf, err := timeframe.Parse(parts[1])
	if err != nil {
		return Task{}, malformedButton()
	}
	return c.task(in, s, tf), nil
}

func malformedButton() error {
	return fault.Invalid("custom_id", "I cannot read this button. Type /chart for a fresh chart.")
}

func (c chart) task(in interaction.Interaction, s symbol.Symbol, tf timeframe.Timeframe) Task {
	return Task{
		Name: "chart", Manner: AlwaysDefer, Ephemeral: true,
		Run: func(ctx context.Context) (message.Message, error) {
			reply, err := c.client.RenderChart(ctx, &chartv1.RenderChartRequest{
				Symbol: s.String(), Timeframe: marketv1.Timeframe(tf),
			})
			if err != nil {
				return message.Message{}, err
			}
			view := chartView(s, tf, reply)
			if !in.Place.Allowed.Has(interaction.AttachFiles) || len(reply.GetPng()) > in.Place.UploadLimit {
				view = inWords(view)
			}
			return view, nil
		},
	}
}

// inWords tells the chart where the picture may not be shown.
func inWords(m message.Message) message.Message {
	e := m.Embeds[0]
	e.Image = nil
	e.Description += "\n" + message.Escape(m.File.Alt) + "\n-# I may not attach files here, so this is the chart in words."
	return message.Message{Embeds: []message.Embed{e}, Rows: m.Rows}
}

func chartView(s symbol.Symbol, tf timeframe.Timeframe, reply *chartv1.RenderChartResponse) message.Message {
	file := message.NewFile(reply.GetAltText(), reply.GetPng(), s.String(), tf.String())
	change := reply.GetChangePercent()
	return message.Message{
		Embeds: []message.Embed{{
			Title: fmt.Sprintf("📈 %s · %s", s, tf.Label()),
			Description: fmt.Sprintf("%s\n%s · %s over %s", identity(reply.GetInfo()),
				price(reply.GetLastPrice(), reply.GetCurrency()), percentage(change), strings.ToLower(tf.Label())),
			Color:  colour(&change),
			Image:  message.ImageOf(file),
			Footer: &message.Footer{Text: provenanceText(reply.GetProvenance())},
		}},
		Rows: []message.Row{timeframeButtons(s, tf)},
		File: file,
	}
}

func timeframeButtons(s symbol.Symbol, current timeframe.Timeframe) message.Buttons {
	buttons := make(message.Buttons, len(timeframe.All))
	for i, tf := range timeframe.All {
		buttons[i] = message.Button{
			Label: tf.String(), Style: message.Secondary, CustomID: chartPrefix + s.String() + "_" + tf.String(),
		}
		if tf == current {
			buttons[i].Style, buttons[i].Disabled = message.Primary, true
		}
	}
	return buttons
}

func newChartButton(s symbol.Symbol, tf timeframe.Timeframe) message.Button {
	return message.Button{
		Label: "Chart", Style: message.Primary, CustomID: newChartPrefix + s.String() + ":" + tf.String(),
	}
}
