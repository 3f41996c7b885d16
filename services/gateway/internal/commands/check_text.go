package commands

import (
	"fmt"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
)

// unknown stands for a number nobody has; zero is a number.
const unknown = "n/a"

func change(q *marketv1.Quote) string {
	if q.Change == nil || q.ChangePercent == nil {
		return unknown
	}
	arrow := "▬"
	switch {
	case q.GetChange() > 0:
		arrow = "▲"
	case q.GetChange() < 0:
		arrow = "▼"
	}
	return fmt.Sprintf("%s %s (%s)", arrow, signedPrice(q.GetChange(), q.GetPrice(), q.GetCurrency()),
		percentage(q.GetChangePercent()))
}

func priceRange(low, high *float64, currency string) string {
	if low == nil || high == nil {
		return unknown
	}
	return price(*low, currency) + " – " + price(*high, currency)
}

func volume(q *marketv1.Quote, relative *float64) string {
	if q.Volume == nil {
		return unknown
	}
	text := compact(float64(q.GetVolume()))
	if relative != nil {
		text += fmt.Sprintf("\n%.2f× average", *relative)
	}
	return text
}

// rsi reads the index by Wilder's own bounds of 30 and 70.
func rsi(value *float64) string {
	switch {
	case value == nil:
		return unknown
	case *value >= 70:
		return fmt.Sprintf("%.1f · overbought", *value)
	case *value <= 30:
		return fmt.Sprintf("%.1f · oversold", *value)
	default:
		return fmt.Sprintf("%.1f · neutral", *value)
	}
}

func trend(reply *commandv1.CheckResponse) string {
	switch reply.GetTrend() {
	case commandv1.Trend_TREND_UP:
		return "Up\nprice > SMA 20 > SMA 50"
	case commandv1.Trend_TREND_DOWN:
		return "Down\nprice < SMA 20 < SMA 50"
	case commandv1.Trend_TREND_SIDEWAYS:
		return "Sideways"
	default:
		return unknown
	}
}

func sessionName(s marketv1.Session) string {
	switch s {
	case marketv1.Session_SESSION_PRE_MARKET:
		return "Pre-market"
	case marketv1.Session_SESSION_REGULAR:
		return "Open"
	case marketv1.Session_SESSION_AFTER_HOURS:
		return "After hours"
	case marketv1.Session_SESSION_CLOSED:
		return "Closed"
	default:
		return unknown
	}
}
