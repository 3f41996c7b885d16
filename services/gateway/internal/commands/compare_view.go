package commands

import (
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// better marks the best of a row.
const better = " ★"

func compareView(s subject, reply *commandv1.CompareResponse, drawn *chartv1.RenderChartResponse) message.Message {
	e := message.Embed{
		Title: "⚖️ " + joined(s.compare, " vs "), Color: message.Neutral,
		Description: fmt.Sprintf("%d common days, %s to %s%s", reply.GetCommonDays(), day(reply.GetFrom()), day(reply.GetTo()),
			correlations(reply)),
	}
	for i, one := range reply.GetSymbols() {
		e.Fields = append(e.Fields, message.Field{
			Name:  one.GetInfo().GetSymbol() + "  " + price(one.GetClose(), one.GetCurrency()),
			Value: comparedColumn(reply, i), Inline: true,
		})
	}
	e.Description += fundamentals(reply)
	if missing := reply.GetMissing(); len(missing) > 0 {
		e.Description += "\n-# " + message.Escape(strings.Join(missing, " "))
	}
	if symbols := reply.GetSymbols(); len(symbols) > 0 {
		e.Footer = &message.Footer{Text: "★ better · " + provenanceText(symbols[0].GetProvenance())}
	}
	m := message.Message{Rows: []message.Row{compareButtons(s)}}
	if drawn != nil {
		m.File = message.NewFile(drawn.GetAltText(), drawn.GetPng(), "compare", joined(s.compare, "-"), s.timeframe.String())
		e.Image = message.ImageOf(m.File)
	}
	m.Embeds = []message.Embed{e}
	return m
}

// comparedColumn is one symbol's side of every row.
func comparedColumn(reply *commandv1.CompareResponse, symbol int) string {
	var rows []string
	for _, row := range reply.GetRows() {
		value := row.GetValues()[symbol]
		text := comparedValue(row, value, reply.GetSymbols()[symbol].GetCurrency())
		if row.Best != nil && int(row.GetBest()) == symbol {
			text += better
		}
		rows = append(rows, text)
	}
	return lines(rows)
}

func comparedValue(row *commandv1.ComparedRow, v *commandv1.ComparedValue, currency string) string {
	name, write := "", func(float64) string { return "" }
	switch row.GetMetric() {
	case commandv1.ComparedMetric_COMPARED_METRIC_RETURN:
		name, write = span(row.GetDays()), percentage
	case commandv1.ComparedMetric_COMPARED_METRIC_VOLATILITY:
		name, write = "Volatility", plainPercent
	case commandv1.ComparedMetric_COMPARED_METRIC_MAX_DRAWDOWN:
		name, write = "Drawdown", plainPercent
	case commandv1.ComparedMetric_COMPARED_METRIC_SHARPE:
		name, write = "Sharpe", ratio
	case commandv1.ComparedMetric_COMPARED_METRIC_VOLUME:
		name, write = "Volume", compact
	case commandv1.ComparedMetric_COMPARED_METRIC_TRADED_VALUE:
		name, write = "Traded", func(n float64) string { return sign(currency) + compact(n) }
	case commandv1.ComparedMetric_COMPARED_METRIC_RELATIVE_VOLUME:
		name, write = "Last volume", func(n float64) string { return fmt.Sprintf("%.2f× average", n) }
	case commandv1.ComparedMetric_COMPARED_METRIC_PRICE_EARNINGS:
		name, write = "P/E", valued(v)
	case commandv1.ComparedMetric_COMPARED_METRIC_PRICE_SALES:
		name, write = "P/S", valued(v)
	}
	if v.Value == nil {
		return name + " " + unknown
	}
	return name + " " + write(v.GetValue())
}

// valued writes a ratio with the fiscal year it rests on, and says when that is
// basic earnings.
func valued(v *commandv1.ComparedValue) func(float64) string {
	return func(n float64) string {
		text := fmt.Sprintf("%s (FY%d", ratio(n), v.GetFiscalYear())
		if v.GetBasicEarnings() {
			text += ", basic"
		}
		return text + ")"
	}
}

// fundamentals tells where the figures of fiscal years came from, each source
// once.
func fundamentals(reply *commandv1.CompareResponse) string {
	var sources []string
	for _, one := range reply.GetSymbols() {
		if one.GetFundamentals() == nil {
			continue
		}
		text := one.GetFundamentals().GetProvider() + " (" + one.GetFundamentals().GetSource() + ")"
		if passed := one.GetFundamentals().GetPassedOver(); len(passed) > 0 {
			text += ", none from " + strings.Join(passed, ", ")
		}
		if !slices.Contains(sources, text) {
			sources = append(sources, text)
		}
	}
	if len(sources) == 0 {
		return ""
	}
	return "\n-# Fundamentals: " + message.Escape(strings.Join(sources, "; "))
}

// spans names windows of trading days.
var spans = map[int32]string{5: "1W", 21: "1M", 63: "3M", 126: "6M", 252: "1Y"}

func span(days int32) string {
	if name, ok := spans[days]; ok {
		return name
	}
	return fmt.Sprintf("%d days", days)
}

func plainPercent(n float64) string { return fmt.Sprintf("%.1f%%", n) }

func day(t *timestamppb.Timestamp) string { return t.AsTime().UTC().Format("2 Jan 2006") }

// correlations tells which symbols moved together.
func correlations(reply *commandv1.CompareResponse) string {
	var pairs []string
	for _, c := range reply.GetCorrelations() {
		if c.Value == nil {
			continue
		}
		first, second := reply.GetSymbols()[c.GetFirst()], reply.GetSymbols()[c.GetSecond()]
		pairs = append(pairs, fmt.Sprintf("%s/%s %.2f", first.GetInfo().GetSymbol(), second.GetInfo().GetSymbol(), c.GetValue()))
	}
	if len(pairs) == 0 {
		return ""
	}
	return "\nCorrelation: " + strings.Join(pairs, ", ")
}
