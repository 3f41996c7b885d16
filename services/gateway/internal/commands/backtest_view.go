package commands

import (
	"fmt"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// shownTrades is how many trades are told one by one.
const shownTrades = 5

func backtestView(s symbol.Symbol, strategy, what string, reply *commandv1.BacktestResponse) message.Message {
	e := message.Embed{
		Title: fmt.Sprintf("🧪 %s · %s", s, strategy),
		Description: fmt.Sprintf("%s\n%s to %s, %d days: %s, at the next open, with costs of %.2f%% a side",
			identity(reply.GetInfo()), day(reply.GetFrom()), day(reply.GetTo()), reply.GetDays(), what,
			reply.GetCommissionPercent()+reply.GetSlippagePercent()),
		Color:  message.Grey,
		Footer: &message.Footer{Text: provenanceText(reply.GetProvenance()) + " · the past promises nothing"},
	}
	if reply.GetMeasures() == nil {
		e.Description += "\n**No trades.** The strategy never bought in these days."
	} else {
		gained := reply.GetMeasures().GetReturnPercent()
		e.Color = colour(&gained)
		e.Fields = append(e.Fields, measured("Strategy", reply.GetMeasures()))
	}
	e.Fields = append(e.Fields, measured("Buy and hold", reply.GetBenchmark()))
	if trades := reply.GetTrades(); len(trades) > 0 {
		e.Fields = append(e.Fields, message.Field{Name: fmt.Sprintf("Trades: %d", len(trades)), Value: lastTrades(trades, reply.GetCurrency())})
	}
	return message.Message{Embeds: []message.Embed{e}}
}

func measured(name string, m *commandv1.BacktestMeasures) message.Field {
	return message.Field{Name: name, Inline: true, Value: lines([]string{
		"Return " + percentage(m.GetReturnPercent()),
		"A year " + maybe(m.AnnualReturnPercent, percentage),
		"Drawdown " + plainPercent(m.GetMaxDrawdownPercent()),
		"Sharpe " + maybe(m.Sharpe, ratio),
		"Sortino " + maybe(m.Sortino, ratio),
		"Won " + maybe(m.WinRatePercent, plainPercent),
		"Invested " + plainPercent(m.GetExposurePercent()),
	})}
}

// maybe writes a number that may be unknown.
func maybe(value *float64, write func(float64) string) string {
	if value == nil {
		return unknown
	}
	return write(*value)
}

func ratio(n float64) string { return fmt.Sprintf("%.2f", n) }

// lastTrades tells the newest trades, newest first.
func lastTrades(trades []*commandv1.BacktestTrade, currency string) string {
	var list []string
	for i := len(trades) - 1; i >= 0 && len(list) < shownTrades; i-- {
		t := trades[i]
		end := day(t.GetExit())
		if t.GetOpen() {
			end = "still held"
		}
		list = append(list, fmt.Sprintf("%s at %s, %s at %s: %s", day(t.GetEntry()), price(t.GetEntryPrice(), currency),
			end, price(t.GetExitPrice(), currency), percentage(t.GetReturnPercent())))
	}
	return lines(list)
}
