package fresh

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// Settle is how long after a close its daily bar is not final yet.
const Settle = 15 * time.Minute

// For is a time that does not depend on the exchange.
func For[V any](d time.Duration) func(V, time.Time) time.Time {
	return func(_ V, fetched time.Time) time.Time { return fetched.Add(d) }
}

// UntilBarCloses ends with the intraday bar of that length that forms at the
// time, or with the first one of the next session.
func UntilBarCloses[V any](step time.Duration) func(V, time.Time) time.Time {
	return func(_ V, fetched time.Time) time.Time {
		if calendar.SessionAt(fetched) == calendar.Regular {
			return fetched.Truncate(step).Add(step)
		}
		return next(fetched, calendar.Open).Add(step)
	}
}

// UntilNextClose ends when the daily bar of the next close is final.
func UntilNextClose(fetched time.Time) time.Time {
	return next(fetched.Add(-Settle), calendar.Close).Add(Settle)
}

// LastFinished is the newest trading day whose daily bar is final at a time, as
// 00:00 UTC.
func LastFinished(at time.Time) time.Time {
	for day := at.In(calendar.Zone()); ; day = day.AddDate(0, 0, -1) {
		if calendar.IsTradingDay(day) && !calendar.Close(day).Add(Settle).After(at) {
			return calendar.Date(day)
		}
	}
}

// next is the first bell after a time.
func next(t time.Time, bell func(day time.Time) time.Time) time.Time {
	for day := t.In(calendar.Zone()); ; day = day.AddDate(0, 0, 1) {
		if calendar.IsTradingDay(day) && bell(day).After(t) {
			return bell(day)
		}
	}
}
