package calendar

import "time"

// Session is a part of the trading day. Its numbers are those of the
// catalyst.market.v1.Session enum.
type Session int

// The sessions.
const (
	PreMarket Session = iota + 1
	Regular
	AfterHours
	Closed
)

// Extended hours, in exchange time.
const (
	preMarketMinute  = 4 * 60
	afterHoursMinute = 20 * 60
)

// SessionAt is the session an instant falls in.
func SessionAt(t time.Time) Session {
	local := t.In(Zone())
	if !IsTradingDay(local) {
		return Closed
	}
	switch {
	case local.Before(at(local, preMarketMinute)), !local.Before(at(local, afterHoursMinute)):
		return Closed
	case local.Before(Open(local)):
		return PreMarket
	case local.Before(Close(local)):
		return Regular
	default:
		return AfterHours
	}
}
