package calendar

import "time"

// holiday reports whether the exchange stays closed on a weekday. The ten
// holidays are those of NYSE Rule 7.2, as nyse.com/markets/hours-calendars lists
// them year by year; the tests of the sample market compare them with every day
// ^NDX and ^GSPC were traded from November 1985 to April 2020.
func holiday(day time.Time) bool {
	if _, closed := closings[day.Format(time.DateOnly)]; closed {
		return true
	}
	year, month, date := day.Date()
	switch month {
	case time.January:
		// New Year's Day is not moved back into the year before: the rule excepts
		// the end of a yearly accounting period. Martin Luther King's day is kept
		// since 1998.
		return observed(day, time.January, 1) && date <= 2 || year >= 1998 && nth(day, time.Monday, 3)
	case time.February: // Washington's Birthday
		return nth(day, time.Monday, 3)
	case time.March, time.April: // Good Friday
		return day.Equal(easter(year).AddDate(0, 0, -2))
	case time.May: // Memorial Day, the last Monday
		return day.Weekday() == time.Monday && date > 24
	case time.June: // Juneteenth, a holiday of the country since June 2021 and of the exchange since 2022
		return year >= 2022 && observed(day, time.June, 19)
	case time.July: // Independence Day
		return observed(day, time.July, 4)
	case time.September: // Labor Day
		return nth(day, time.Monday, 1)
	case time.November: // Thanksgiving
		return nth(day, time.Thursday, 4)
	case time.December: // Christmas
		return observed(day, time.December, 25)
	default:
		return false
	}
}

// closings are the days since 1985 on which the exchange closed unexpectedly,
// and why. Until 2012 they are on its list of special closings
// (nyse.com/pdfs/closings.pdf); those for storms and attacks also in Reuters'
// "History of extended New York Stock Exchange market closings", 16 March 2020.
// The last two were announced by the exchange and by Nasdaq.
var closings = map[string]string{
	"1985-09-27": "Hurricane Gloria",
	"1994-04-27": "mourning for President Nixon",
	"2001-09-11": "attack on the World Trade Center",
	"2001-09-12": "attack on the World Trade Center",
	"2001-09-13": "attack on the World Trade Center",
	"2001-09-14": "attack on the World Trade Center",
	"2004-06-11": "mourning for President Reagan",
	"2007-01-02": "mourning for President Ford",
	"2012-10-29": "Hurricane Sandy",
	"2012-10-30": "Hurricane Sandy",
	"2018-12-05": "mourning for President George H. W. Bush",
	"2025-01-09": "mourning for President Carter",
}

// observed reports whether a holiday of fixed date is kept on the day: by Rule
// 7.2 on Friday when it falls on Saturday, on Monday when it falls on Sunday.
func observed(day time.Time, month time.Month, date int) bool {
	fixed := time.Date(day.Year(), month, date, 0, 0, 0, 0, time.UTC)
	switch fixed.Weekday() {
	case time.Saturday:
		fixed = fixed.AddDate(0, 0, -1)
	case time.Sunday:
		fixed = fixed.AddDate(0, 0, 1)
	}
	return day.Equal(fixed)
}

// nth reports whether the day is the n-th such weekday of its month.
func nth(day time.Time, weekday time.Weekday, n int) bool {
	return day.Weekday() == weekday && (day.Day()-1)/7+1 == n
}

// easter is Easter Sunday by the anonymous Gregorian computus.
func easter(year int) time.Time {
	golden, century := year%19, year/100
	skipped := century - century/4 - (8*century+13)/25
	epact := (skipped + 19*golden + 15) % 30
	epact -= epact / 28 * (1 - 29/(epact+1)*((21-golden)/11))
	weekday := (year + year/4 + epact + 2 - century + century/4) % 7
	offset := epact - weekday
	month := 3 + (offset+40)/44
	date := offset + 28 - 31*(month/4)
	return time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
}

// earlyClose reports whether trading ends at 13:00, which it does since 1993.
// nyse.com/markets/hours-calendars lists the days of the years to come; those of
// the past agree with the calendar of github.com/rsheftel/pandas_market_calendars,
// made from the exchange's list of closings. Days on which snow or a fall of
// prices ended trading early are not among them.
func earlyClose(day time.Time) bool {
	year, month, date := day.Date()
	if year < 1993 || !IsTradingDay(day) {
		return false
	}
	switch month {
	case time.July: // the day before Independence Day
		// Until 2012 a Wednesday before the holiday was a full day, and the
		// Friday after it was short.
		if date == 3 {
			return year >= 2013 || day.Weekday() != time.Wednesday
		}
		return date == 5 && year < 2013 && day.Weekday() == time.Friday
	case time.November: // the day after Thanksgiving
		return day.Weekday() == time.Friday && nth(day.AddDate(0, 0, -1), time.Thursday, 4)
	case time.December: // Christmas Eve, and three days the exchange shortened besides
		return date == 24 || date == 26 && (year == 1997 || year == 2003) || date == 31 && year == 1999
	default:
		return false
	}
}
