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

// Chart is /chart and its buttons: one symbol over one timeframe as a picture.
type Chart struct{ client chartv1.ChartServiceClient }

// NewChart makes the chart handlers.
func NewChart(client chartv1.ChartServiceClient) *Chart { return &Chart{client: client} }

// Command is /chart.
func (c *Chart) Command() Command {
	choices := make([]Choice, len(timeframe.All))
	for i, tf := range timeframe.All {
		choices[i] = Choice{Name: tf.Label(), Value: tf.String()}
	}
	return Command{
		Name:        "chart",
		Description: "Candles, volume and averages of one symbol as a picture",
		Options: []Option{tickerOption, {
			Name: "timeframe", Description: "Time to cover, one day unless given", Choices: choices,
		}},
		Parse: func(in interaction.Interaction) (Task, error) {
			s, err := parseTicker(in)
			if err != nil {
				return Task{}, err
			}
			tf, err := parseTimeframe(in)
			if err != nil {
				return Task{}, err
			}
			return c.task(s, tf, false), nil
		},
	}
}

// Components are the timeframe buttons under a chart, which redraw it, and the
// button under a check, which adds a chart.
func (c *Chart) Components() []Component {
	return []Component{
		{Prefix: chartPrefix, Parse: c.parseButton(chartPrefix, "_", true)},
		{Prefix: newChartPrefix, Parse: c.parseButton(newChartPrefix, ":", false)},
	}
}

func (c *Chart) parseButton(prefix, separator string, update bool) Parse {
	return func(in interaction.Interaction) (Task, error) {
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
		return c.task(s, tf, update), nil
	}
}

func malformedButton() error {
	return fault.Invalid("custom_id", "I cannot read this button. Type /chart for a fresh chart.")
}

func (c *Chart) task(s symbol.Symbol, tf timeframe.Timeframe, update bool) Task {
	return Task{
		Name: "chart", Manner: AlwaysDefer, Ephemeral: true, Update: update,
		Run: func(ctx context.Context) (message.Message, error) {
			reply, err := c.client.RenderChart(ctx, &chartv1.RenderChartRequest{
				Symbol: s.String(), Timeframe: marketv1.Timeframe(tf),
			})
			if err != nil {
				return message.Message{}, err
			}
			return chartView(s, tf, reply), nil
		},
	}
}

func chartView(s symbol.Symbol, tf timeframe.Timeframe, reply *chartv1.RenderChartResponse) message.Message {
	file := &message.File{Name: fileName(s, tf), Alt: reply.GetAltText(), Data: reply.GetPng()}
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
		Rows: [][]message.Button{timeframeButtons(s, tf)},
		File: file,
	}
}

// fileName keeps to the characters Discord does not rewrite.
func fileName(s symbol.Symbol, tf timeframe.Timeframe) string {
	safe := strings.Map(func(r rune) rune {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			return r
		}
		return '-'
	}, strings.ToLower(s.String()))
	return fmt.Sprintf("%s-%s.png", strings.Trim(safe, "-"), strings.ToLower(tf.String()))
}

func timeframeButtons(s symbol.Symbol, current timeframe.Timeframe) []message.Button {
	buttons := make([]message.Button, len(timeframe.All))
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
