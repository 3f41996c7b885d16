package calendar

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestAgainstHistory compares the rules with every day the S&P 500 was traded
// between 2000 and April 2020, taken from the sample market.
func TestAgainstHistory(t *testing.T) {
	raw, err := os.ReadFile("testdata/trading-days.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(raw))
	traded := make(map[string]bool, len(lines))
	for _, line := range lines {
		traded[line] = true
	}
	first, last := parse(t, lines[0]), parse(t, lines[len(lines)-1])
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		if want := traded[day.Format(time.DateOnly)]; IsTradingDay(day) != want {
			t.Errorf("%s %s: trading day %v, want %v", day.Format(time.DateOnly), day.Weekday(), !want, want)
		}
	}
}

func TestHolidays(t *testing.T) {
	for day, want := range map[string]bool{
		"2021-12-31": true,  // New Year's Day 2022 fell on Saturday and was not moved
		"2023-01-02": false, // moved from Sunday
		"2022-06-20": false, // Juneteenth, moved from Sunday
		"2021-06-18": true,  // before the exchange kept Juneteenth
		"2024-03-29": false, // Good Friday
		"2025-01-09": false, // mourning
		"2026-07-03": false, // Independence Day on Saturday
		"2026-11-26": false, // Thanksgiving
		"2026-11-27": true,
		"1985-09-26": true, "1985-09-27": false, "1985-09-30": true, // Gloria
		"1994-04-26": true, "1994-04-27": false, "1994-04-28": true, // Nixon
		"2001-09-10": true, "2001-09-11": false, "2001-09-12": false, "2001-09-13": false, "2001-09-14": false, "2001-09-17": true,
		"2004-06-10": true, "2004-06-11": false, "2004-06-14": true, // Reagan
		"2006-12-29": true, "2007-01-01": false, "2007-01-02": false, "2007-01-03": true, // Ford
		"2012-10-26": true, "2012-10-29": false, "2012-10-30": false, "2012-10-31": true, // Sandy
		"2018-12-04": true, "2018-12-05": false, "2018-12-06": true, // Bush
		"2025-01-08": true, "2025-01-10": true, // Carter
		"1997-01-20": true, "1998-01-19": false, // Martin Luther King
	} {
		if got := IsTradingDay(parse(t, day)); got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
}

func TestHours(t *testing.T) {
	for day, want := range map[string]string{
		"2026-11-25": "16:00", "2026-11-27": "13:00", "2025-07-03": "13:00", "2025-12-24": "13:00", "2025-07-02": "16:00",
		"2002-07-03": "16:00", "2002-07-05": "13:00", "2013-07-03": "13:00", "2013-07-05": "16:00",
		"2024-07-03": "13:00", "2012-07-03": "13:00", "2007-07-03": "13:00", "1996-07-05": "13:00", // Independence Day
		"2024-11-29": "13:00", "1993-11-26": "13:00", "1992-11-27": "16:00", "2019-11-29": "13:00", "2024-11-22": "16:00", // Thanksgiving
		"2024-12-24": "13:00", "2002-12-24": "13:00", "1996-12-24": "13:00", "2024-12-23": "16:00", "2024-12-26": "16:00", // Christmas Eve
		"1997-12-26": "13:00", "2003-12-26": "13:00", "1999-12-31": "13:00", "2004-12-31": "16:00",
	} {
		if got := Close(parse(t, day)).Format("15:04"); got != want {
			t.Errorf("%s closes at %s, want %s", day, got, want)
		}
	}
	if open := Open(parse(t, "2018-05-11")); !open.Equal(time.Date(2018, 5, 11, 13, 30, 0, 0, time.UTC)) {
		t.Errorf("opens at %s", open.UTC())
	}
}

func TestSessionAt(t *testing.T) {
	for instant, want := range map[string]Session{
		"2018-05-11T07:59:00Z": Closed, "2018-05-11T08:00:00Z": PreMarket, "2018-05-11T13:30:00Z": Regular,
		"2018-05-11T19:59:59Z": Regular, "2018-05-11T20:00:00Z": AfterHours, "2018-05-12T00:00:00Z": Closed,
		"2018-05-12T15:00:00Z": Closed,
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := SessionAt(at); got != want {
			t.Errorf("%s: session %d, want %d", instant, got, want)
		}
	}
}

func parse(t *testing.T, day string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}
