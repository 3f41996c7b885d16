package commands

import (
	"context"
	"fmt"
	"strings"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// NewSentiment is /sentiment, the tone of what was said about a symbol, with
// the pieces it is made of.
func NewSentiment(client commandv1.CommandServiceClient, symbols Suggest) Feature {
	return Feature{Commands: []Command{{
		Name: "sentiment", Description: "The tone of news and filings about one symbol",
		Options: []Option{tickerOption(symbols)},
		Parse: func(in interaction.Interaction) (CommandStep, error) {
			s, err := parseSymbol(in.Options.String(tickerName))
			if err != nil {
				return nil, err
			}
			return Task{Name: "sentiment", Run: func(ctx context.Context) (message.Message, error) {
				reply, err := client.Sentiment(ctx, &commandv1.SentimentRequest{Symbol: s.String()})
				if err != nil {
					return message.Message{}, err
				}
				return sentimentView(s, reply), nil
			}}, nil
		},
	}}}
}

// tones are the names and colours of scores.
var tones = map[commandv1.SentimentLabel]struct {
	name  string
	color int
}{
	commandv1.SentimentLabel_SENTIMENT_LABEL_BULLISH: {"Bullish", message.Bullish},
	commandv1.SentimentLabel_SENTIMENT_LABEL_NEUTRAL: {"Neutral", message.Neutral},
	commandv1.SentimentLabel_SENTIMENT_LABEL_BEARISH: {"Bearish", message.Bearish},
}

// sources are the names of what a sentiment is made of.
var sources = map[commandv1.SentimentSource]string{
	commandv1.SentimentSource_SENTIMENT_SOURCE_LOCAL:    "Headlines",
	commandv1.SentimentSource_SENTIMENT_SOURCE_EXT:      "News services",
	commandv1.SentimentSource_SENTIMENT_SOURCE_SEC:      "SEC filings",
	commandv1.SentimentSource_SENTIMENT_SOURCE_ANALYST:  "Analysts",
	commandv1.SentimentSource_SENTIMENT_SOURCE_EARNINGS: "Earnings",
}

func sentimentView(s symbol.Symbol, reply *commandv1.SentimentResponse) message.Message {
	tone, known := tones[reply.GetLabel()]
	if !known || reply.Score == nil {
		tone.name, tone.color = "**No data.** Nothing was said in the last 30 days that can be read.", message.Grey
	} else {
		tone.name = fmt.Sprintf("**%s** %+.2f  %s", tone.name, reply.GetScore(), gauge(reply.GetScore()))
	}
	m := embed("🌡️ "+s.String()+" sentiment", identity(reply.GetInfo())+"\n"+tone.name, tone.color)
	e := &m.Embeds[0]
	var pieces []string
	for _, p := range reply.GetPieces() {
		pieces = append(pieces, fmt.Sprintf("%s: %s · weight %.2f · share %.0f%% · %d catalysts", sources[p.GetSource()],
			maybe(p.Score, func(n float64) string { return fmt.Sprintf("%+.2f", n) }), p.GetWeight(), 100*p.GetShare(), p.GetCatalysts()))
	}
	e.Fields = append(e.Fields, message.Field{Name: "Pieces", Value: lines(pieces)})
	var said []string
	for _, c := range reply.GetCatalysts() {
		said = append(said, stamp(c.GetTime(), "d")+" "+message.Escape(c.GetHeadline()))
	}
	if len(said) > 0 {
		e.Fields = append(e.Fields, message.Field{Name: "What it rests on", Value: lines(said)})
	}
	if missing := reply.GetMissing(); len(missing) > 0 {
		e.Footer = &message.Footer{Text: strings.Join(missing, " ")}
	}
	return m
}

// gauge shows a score of -1 to 1 in ten blocks.
func gauge(score float64) string {
	filled := min(max(int((score+1)/2*10+0.5), 0), 10)
	return strings.Repeat("█", filled) + strings.Repeat("░", 10-filled)
}
