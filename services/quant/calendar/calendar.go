// Package calendar knows when United States exchanges trade.
//
// Rules: the holidays and hours the New York Stock Exchange publishes
// (nyse.com/markets/hours-calendars), with the days it closed unexpectedly.
package calendar

import (
	"sync"
	"time"
	_ "time/tzdata" // exchange time must not depend on the machine
)

// ZoneName is the IANA name of exchange time.
const ZoneName = "America/New_York"

// Hours of a trading day, in exchange time.
const (
	openMinute       = 9*60 + 30
	closeMinute      = 16 * 60
	earlyCloseMinute = 13 * 60
)

// Zone is exchange time.
var Zone = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation(ZoneName)
	if err != nil {
		panic(err) // the zone data is part of the program
	}
	return zone
})

// Date is the calendar day an instant falls on by its own location, as 00:00
// UTC. Daily bars carry such times.
func Date(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Open is the opening bell of a day.
func Open(day time.Time) time.Time { return at(day, openMinute) }

// Close is the closing bell of a day; early on some days around holidays.
func Close(day time.Time) time.Time {
	if earlyClose(Date(day)) {
		return at(day, earlyCloseMinute)
	}
	return at(day, closeMinute)
}

func at(day time.Time, minute int) time.Time {
	year, month, date := day.Date()
	return time.Date(year, month, date, 0, minute, 0, 0, Zone())
}

// IsTradingDay reports whether the exchange opens on the day.
func IsTradingDay(day time.Time) bool {
	weekday := day.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !holiday(Date(day))
}
