package commands

import (
	"fmt"
	"net/url"
	"strings"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// alertView shows an alert; checked and picture are nil when they could not be
// had.
func alertView(a *commandv1.Alert, tf timeframe.Timeframe, checked *commandv1.CheckResponse, picture *chartv1.RenderChartResponse) message.Message {
	e := message.Embed{
		Title:  fmt.Sprintf("🚨 %s · %s", a.GetSymbol(), message.Escape(a.GetCategory())),
		Color:  colour(a.Sentiment),
		Fields: []message.Field{{Name: "Price at alert", Value: price(a.GetPrice(), checked.GetQuote().GetCurrency()), Inline: true}},
		Footer: &message.Footer{Text: "No quote right now · not advice"},
	}
	text := []string{headline(a), "Alerted " + stamp(a.GetSentAt(), "f") + ", " + stamp(a.GetSentAt(), "R")}
	if checked != nil {
		q := checked.GetQuote()
		text = append([]string{identity(q.GetInfo())}, text...)
		e.Fields = append(e.Fields,
			message.Field{Name: "Price", Value: price(q.GetPrice(), q.GetCurrency()) + "\n" + asOf(q.GetProvenance()), Inline: true},
			message.Field{Name: "Change", Value: change(q), Inline: true},
			message.Field{Name: "Volume", Value: volume(q, checked.RelativeVolume), Inline: true},
			message.Field{Name: "RSI (14)", Value: rsi(checked.Rsi_14), Inline: true},
			message.Field{Name: "Trend", Value: trend(checked), Inline: true})
		e.Footer.Text = provenanceText(q.GetProvenance())
	}
	e.Fields = append(e.Fields, scores(a)...)
	m := message.Message{Rows: alertRows(a, tf)}
	if picture == nil {
		text = append(text, "-# No chart: it could not be had in time. The buttons try again.")
	} else {
		m.File = message.NewFile(picture.GetAltText(), picture.GetPng(), a.GetSymbol(), tf.String())
		e.Image = message.ImageOf(m.File)
	}
	e.Description = lines(filledLines(text)) + left(picture)
	m.Embeds = []message.Embed{e}
	return m
}

// scores are what the bot thought of the news, as far as it said.
func scores(a *commandv1.Alert) []message.Field {
	var fields []message.Field
	for _, part := range []struct {
		name   string
		value  *float64
		format string
	}{{"Score", a.Score, "%.2f"}, {"Sentiment", a.Sentiment, "%+.2f"}, {"Confidence", a.Confidence, "%.2f"}} {
		if part.value != nil {
			fields = append(fields, message.Field{Name: part.name, Value: fmt.Sprintf(part.format, *part.value), Inline: true})
		}
	}
	return fields
}

// headline is the news, linked to where it can be read; empty when the alert came
// without.
func headline(a *commandv1.Alert) string {
	text := message.Escape(a.GetHeadline())
	address, err := url.Parse(a.GetUrl())
	switch {
	case a.GetUrl() == "" || err != nil:
		return text
	case text == "":
		text = message.Escape(address.Hostname())
	}
	return "[" + text + "](" + linkable.Replace(address.String()) + ")"
}

// linkable keeps an address from ending the link it stands in.
var linkable = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E")

// filledLines leaves empty lines out.
func filledLines(list []string) []string {
	var kept []string
	for _, line := range list {
		if line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}
