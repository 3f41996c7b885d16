package calendar

import "time"

// holiday reports whether the exchange stays closed on a weekday.
func holiday(day time.Time) bool {
	year, month, date := day.Date()
	switch month {
	case time.January:
		// 1 January is not moved back into the year before.
		return observed(day, time.January, 1) && date <= 2 ||
			year >= 1998 && nth(day, time.Monday, 3) || special(day)
	case time.February:
		return nth(day, time.Monday, 3)
	case time.March, time.April:
		return day.Equal(easter(year).AddDate(0, 0, -2)) || special(day)
	case time.May:
		return day.Weekday() == time.Monday && date > 24
	case time.June:
		return year >= 2022 && observed(day, time.June, 19) || special(day)
	case time.July:
		return observed(day, time.July, 4)
	case time.September:
		return nth(day, time.Monday, 1) || special(day)
	case time.November:
		return nth(day, time.Thursday, 4)
	case time.December:
		return observed(day, time.December, 25) || special(day)
	default:
		return special(day)
	}
}

// special lists the days of mourning, storms and attacks since 1985.
func special(day time.Time) bool {
	switch day.Format(time.DateOnly) {
	case "1985-09-27", "1994-04-27", "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14",
		"2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09":
		return true
	default:
		return false
	}
}

// observed reports whether a holiday of fixed date is kept on the day: on
// Friday when it falls on Saturday, on Monday when it falls on Sunday.
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

// earlyClose reports whether trading ends at 13:00, since 1993: around
// Independence Day, after Thanksgiving, on Christmas Eve, and on three more
// days at the end of years.
func earlyClose(day time.Time) bool {
	year, month, date := day.Date()
	if year < 1993 || !IsTradingDay(day) {
		return false
	}
	switch month {
	case time.July:
		// Until 2012 a Wednesday before the holiday was a full day, and the
		// Friday after it was short.
		if date == 3 {
			return year >= 2013 || day.Weekday() != time.Wednesday
		}
		return date == 5 && year < 2013 && day.Weekday() == time.Friday
	case time.November:
		return day.Weekday() == time.Friday && nth(day.AddDate(0, 0, -1), time.Thursday, 4)
	case time.December:
		return date == 24 || date == 26 && (year == 1997 || year == 2003) || date == 31 && year == 1999
	default:
		return false
	}
}
