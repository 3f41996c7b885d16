package commands

import (
	"fmt"
	"time"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// shownTrades is how many trades are told one by one.
const shownTrades = 8

func backtestView(req *commandv1.BacktestRequest, strategy, what string, reply *commandv1.BacktestResponse) message.Message {
	e := message.Embed{
		Title: fmt.Sprintf("🧪 %s · %s", req.GetSymbol(), strategy),
		Description: fmt.Sprintf("%s\n%s to %s, %d days: %s%s", identity(reply.GetInfo()),
			day(reply.GetFrom()), day(reply.GetTo()), reply.GetDays(), what, manner(reply)),
		Color:  message.Grey,
		Footer: &message.Footer{Text: provenanceText(reply.GetProvenance()) + " · the past promises nothing"},
	}
	if reply.GetMeasures() == nil {
		e.Description += "\n" + nothingTraded(reply.GetAlerts())
	} else {
		gained := reply.GetMeasures().GetReturnPercent()
		e.Color = colour(&gained)
		e.Fields = append(e.Fields, measured("Strategy", reply.GetMeasures()))
	}
	if first := reply.GetFirstKnown(); req.GetFrom() != "" && req.GetFrom() < first.AsTime().UTC().Format(time.DateOnly) {
		e.Description += "\n-# Prices are known from " + day(first) + " on."
	}
	e.Fields = append(e.Fields, measured("Buy and hold", reply.GetBenchmark()))
	if trades := reply.GetTrades(); len(trades) > 0 {
		e.Fields = append(e.Fields, message.Field{Name: fmt.Sprintf("Trades: %d", len(trades)), Value: lastTrades(trades, reply.GetCurrency())})
	}
	return message.Message{Embeds: []message.Embed{e}}
}

// manner says how it was traded, and at what costs.
func manner(reply *commandv1.BacktestResponse) string {
	if reply.GetAlerts() == nil {
		return fmt.Sprintf(", at the next open, with costs of %.2f%% a side", reply.GetCommissionPercent()+reply.GetSlippagePercent())
	}
	costs := "slippage by price"
	if !reply.GetSlippageByPrice() {
		costs = fmt.Sprintf("costs of %.2f%% a side", reply.GetCommissionPercent()+reply.GetSlippagePercent())
	}
	r, a := reply.GetAlerts().GetRules(), reply.GetAlerts()
	least := fmt.Sprintf("score %.2f", r.GetMinScore())
	if r.MinSentiment != nil {
		least += fmt.Sprintf(" and sentiment %.2f", r.GetMinSentiment())
	}
	return fmt.Sprintf(", at the first price after each, with %s\n%s at least; sold at +%.0f%%, at -%.0f%% or after %s; %.0f%% of the account each\n"+
		"Alerts: %d recorded, %d of them pass, %d not bought", costs, least, r.GetTakeProfitPercent(), r.GetStopPercent(),
		horizon(r.GetMaxHold().AsDuration()), r.GetPositionPercent(), a.GetRecorded(), a.GetPassed(), a.GetUnfilled())
}

// nothingTraded says why there is no return.
func nothingTraded(a *commandv1.BacktestAlerts) string {
	switch {
	case a == nil:
		return "**No trades.** The strategy never bought in these days."
	case a.GetRecorded() == 0:
		return "**No alerts in this period.**"
	case a.GetPassed() == 0:
		return "**No trades.** None of the alerts passes the rules."
	default:
		return "**No trades.** There is no price after any of the alerts."
	}
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

// exits name why a trade of alerts ended.
var exits = map[commandv1.ExitReason]string{
	commandv1.ExitReason_EXIT_REASON_TARGET: "profit", commandv1.ExitReason_EXIT_REASON_STOP: "stop",
	commandv1.ExitReason_EXIT_REASON_TIME: "time",
}

// lastTrades tells the newest trades, newest first.
func lastTrades(trades []*commandv1.BacktestTrade, currency string) string {
	var list []string
	for i := len(trades) - 1; i >= 0 && len(list) < shownTrades; i-- {
		t := trades[i]
		end := day(t.GetExit())
		if t.GetOpen() {
			end = "still held"
		}
		if why := exits[t.GetExitReason()]; why != "" {
			end = why + " " + end
		}
		list = append(list, fmt.Sprintf("%s at %s, %s at %s: %s", day(t.GetEntry()), price(t.GetEntryPrice(), currency),
			end, price(t.GetExitPrice(), currency), percentage(t.GetReturnPercent())))
	}
	return lines(list)
}
