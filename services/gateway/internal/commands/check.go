package commands

import (
	"context"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Custom ids of the button under a check and of the modal it opens.
const (
	askSymbolPrefix = "v1:check:ask"
	askedPrefix     = "v1:check:symbol"
	symbolInput     = "ticker"
)

type check struct {
	client commandv1.CommandServiceClient
}

// NewCheck is /check, one symbol summed up in numbers, and the form under it
// that asks for another symbol.
func NewCheck(client commandv1.CommandServiceClient, symbols Suggest) Feature {
	c := check{client}
	return Feature{
		Commands: []Command{{
			Name:        "check",
			Description: "Price, change, ranges, volume and trend of one symbol",
			Options:     []Option{tickerOption(symbols)},
			Parse: func(in interaction.Interaction) (CommandStep, error) {
				return c.parse(in.Options.String(tickerName))
			},
		}},
		Components: []Component{{Prefix: askSymbolPrefix, Parse: func(interaction.Interaction) (ComponentStep, error) {
			return askSymbol(), nil
		}}},
		Dialogs: []Dialog{{Prefix: askedPrefix, Parse: func(in interaction.Interaction) (ModalStep, error) {
			return c.parse(in.Inputs.Text(symbolInput))
		}}},
	}
}

func (c check) parse(ticker string) (Task, error) {
	s, err := parseSymbol(ticker)
	if err != nil {
		return Task{}, err
	}
	return Task{Name: "check", Run: func(ctx context.Context) (message.Message, error) {
		reply, err := c.client.Check(ctx, &commandv1.CheckRequest{Symbol: s.String()})
		if err != nil {
			return message.Message{}, err
		}
		return checkView(s, reply), nil
	}}, nil
}

func askSymbol() Modal {
	return Modal{Name: "check", Modal: message.Modal{
		CustomID: askedPrefix, Title: "Check another symbol",
		Inputs: []message.TextInput{{
			CustomID: symbolInput, Label: "Symbol", Description: "A stock, fund or index", Hint: "MSFT, BRK.B or ^GSPC",
			MaxLength: symbol.MaxLength,
		}},
	}}
}

func checkView(s symbol.Symbol, reply *commandv1.CheckResponse) message.Message {
	q := reply.GetQuote()
	embed := message.Embed{
		Title:       "📊 " + s.String() + " Quick Check",
		Description: identity(q.GetInfo()),
		Color:       colour(q.ChangePercent),
		Fields: []message.Field{
			{Name: "Price", Value: price(q.GetPrice(), q.GetCurrency()), Inline: true},
			{Name: "Change", Value: change(q), Inline: true},
			{Name: "Session", Value: sessionName(q.GetSession()) + "\n" + asOf(q.GetProvenance()), Inline: true},
			{Name: "Day range", Value: priceRange(&q.DayLow, &q.DayHigh, q.GetCurrency()), Inline: true},
			{Name: "52-week range", Value: priceRange(q.YearLow, q.YearHigh, q.GetCurrency()), Inline: true},
			{Name: "Volume", Value: volume(q, reply.RelativeVolume), Inline: true},
			{Name: "RSI (14)", Value: rsi(reply.Rsi_14), Inline: true},
			{Name: "Trend", Value: trend(reply), Inline: true},
		},
		Footer: &message.Footer{Text: provenanceText(q.GetProvenance())},
	}
	return message.Message{
		Embeds: []message.Embed{embed},
		Rows: []message.Row{message.Buttons{
			newChartButton(subject{symbol: s, timeframe: timeframe.Month}),
			{Label: "Research", Style: message.Secondary, CustomID: researchPrefix + s.String()},
			{Label: "+ Watchlist", Style: message.Secondary, CustomID: watchPrefix + s.String()},
			{Label: "Compare…", Style: message.Secondary, CustomID: compareWithPrefix + s.String()},
			{Label: "Another symbol…", Style: message.Secondary, CustomID: askSymbolPrefix},
		}},
	}
}

// colour follows the change: up is green, down is red, unchanged is blue and
// unknown is grey.
func colour(changePercent *float64) int {
	switch {
	case changePercent == nil:
		return message.Grey
	case *changePercent > 0:
		return message.Bullish
	case *changePercent < 0:
		return message.Bearish
	default:
		return message.Neutral
	}
}

func identity(info *marketv1.SymbolInfo) string {
	text := "**" + message.Escape(info.GetName()) + "**"
	for _, part := range []string{info.GetExchange(), info.GetSector()} {
		if part != "" {
			text += " · " + message.Escape(part)
		}
	}
	return text
}
