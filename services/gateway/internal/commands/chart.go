package commands

import (
	"context"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Charts is what charts are drawn by and chosen with.
type Charts struct {
	Render     chartv1.ChartServiceClient
	Indicators chartv1.IndicatorServiceClient
	Command    commandv1.CommandServiceClient
}

type chart struct {
	client  chartv1.ChartServiceClient
	choices choices
	known   *indicators
}

// NewChart is /chart, one symbol over one timeframe as a picture, with the
// buttons and menus under it, which redraw it, and the button under a check,
// which adds a chart.
func NewChart(clients Charts, symbols Suggest) Feature {
	c := chart{clients.Render, choices{clients.Command}, &indicators{client: clients.Indicators}}
	f := Feature{Commands: []Command{c.command(symbols)}}
	add := func(prefix string, parse func(in interaction.Interaction, rest string) (ComponentStep, error)) {
		f.Components = append(f.Components, Component{Prefix: prefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			return parse(in, in.CustomID[len(prefix):])
		}})
	}
	add(oldPrefix, c.parseOld)
	add(newPrefix, func(in interaction.Interaction, rest string) (ComponentStep, error) {
		subject, err := parseSubject(rest)
		return c.task(in, subject, nil), err
	})
	for _, control := range []string{controlTimeframe, controlIndicators, controlStyle, controlTheme} {
		add(controlPrefix+control+":", func(in interaction.Interaction, rest string) (ComponentStep, error) {
			subject, err := parseSubject(rest)
			if err != nil {
				return nil, err
			}
			return c.redraw(in, subject, control)
		})
	}
	return f
}

// subject is what a chart is of.
type subject struct {
	symbol    symbol.Symbol
	timeframe timeframe.Timeframe
	compare   []symbol.Symbol
}

// redraw changes the chart as a button or menu under it asks.
func (c chart) redraw(in interaction.Interaction, s subject, control string) (ComponentStep, error) {
	choice, err := choiceOf(control, in.Values)
	if err != nil {
		return nil, err
	}
	return Change{c.task(in, s, choice)}, nil
}

// task draws the chart as the user likes it. A choice made with it is kept.
func (c chart) task(in interaction.Interaction, s subject, choice *commandv1.Preferences) Task {
	return Task{
		Name: "chart", Manner: AlwaysDefer, Ephemeral: true,
		Run: func(ctx context.Context) (message.Message, error) {
			likes := c.choices.of(ctx, in.Invoker.ID.String(), choice)
			reply, err := c.client.RenderChart(ctx, s.request(likes))
			if err != nil {
				return message.Message{}, err
			}
			view := chartView(s, reply)
			view.Rows = controls(s, likes, c.known.list(ctx))
			if !in.Place.Allowed.Has(interaction.AttachFiles) || len(reply.GetPng()) > in.Place.UploadLimit {
				view = inWords(view)
			}
			return view, nil
		},
	}
}

func (s subject) request(likes *commandv1.Preferences) *chartv1.RenderChartRequest {
	req := &chartv1.RenderChartRequest{
		Symbol: s.symbol.String(), Timeframe: marketv1.Timeframe(s.timeframe),
		Style: likes.GetStyle(), Theme: likes.GetTheme(), Size: likes.GetSize(), Indicators: likes.GetIndicators().GetCodes(),
		NoIndicators: likes.GetIndicators() != nil && len(likes.GetIndicators().GetCodes()) == 0,
	}
	for _, other := range s.compare {
		req.Compare = append(req.Compare, other.String())
	}
	return req
}
