package feed

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	// preMarket is how long before the opening bell trading begins.
	preMarket = 5*time.Hour + 30*time.Minute
	// longestBreak is more than the exchange ever closed since 1985, in days.
	longestBreak = 10
)

// freshUntil is when newer bars than those of now can exist. While the exchange
// trades, that is when the present bar closes, and after life at the latest, as
// the present bar changes too. While it is closed, it is when trading begins.
func freshUntil(now time.Time, interval timeframe.Interval, life time.Duration) time.Time {
	if calendar.SessionAt(now) == calendar.Closed {
		return nextTrading(now)
	}
	until := now.Add(life)
	if !interval.Intraday() {
		return until
	}
	if closes := now.Truncate(interval.Step()).Add(interval.Step()); closes.Before(until) {
		return closes
	}
	return until
}

// nextTrading is when the hours before the next regular session begin.
func nextTrading(now time.Time) time.Time {
	day := now.In(calendar.Zone())
	for range longestBreak {
		if begins := calendar.Open(day).Add(-preMarket); calendar.IsTradingDay(day) && begins.After(now) {
			return begins
		}
		day = day.AddDate(0, 0, 1)
	}
	return now
}
