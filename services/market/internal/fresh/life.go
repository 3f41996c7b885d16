package fresh

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// settle is how long after a close its daily bar is not final yet.
const settle = 15 * time.Minute

// For is a time that does not depend on the exchange.
func For(d time.Duration) func(time.Time) time.Time {
	return func(fetched time.Time) time.Time { return fetched.Add(d) }
}

// UntilBarCloses ends with the intraday bar of that length that forms at the
// time, or with the first one of the next session.
func UntilBarCloses(step time.Duration) func(time.Time) time.Time {
	return func(fetched time.Time) time.Time {
		if calendar.SessionAt(fetched) == calendar.Regular {
			return fetched.Truncate(step).Add(step)
		}
		return next(fetched, calendar.Open).Add(step)
	}
}

// UntilNextClose ends when the daily bar of the next close is final.
func UntilNextClose(fetched time.Time) time.Time {
	return next(fetched.Add(-settle), calendar.Close).Add(settle)
}

// next is the first bell after a time.
func next(t time.Time, bell func(day time.Time) time.Time) time.Time {
	for day := t.In(calendar.Zone()); ; day = day.AddDate(0, 0, 1) {
		if calendar.IsTradingDay(day) && bell(day).After(t) {
			return bell(day)
		}
	}
}
