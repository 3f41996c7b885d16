package timeframe

import (
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// days are weekdays from a day on, each a little dearer than the one before.
func days(from time.Time, count int) []bar.Bar {
	var bars []bar.Bar
	for day := from; len(bars) < count; day = day.AddDate(0, 0, 1) {
		if weekday := day.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			continue
		}
		price := float64(100 + len(bars))
		bars = append(bars, bar.Bar{Time: day, Open: price, High: price + 2, Low: price - 1, Close: price + 1, Volume: 10})
	}
	return bars
}

// wednesday is the last one of 2024; the year ends in the middle of the next
// week.
var wednesday = time.Date(2024, time.December, 25, 0, 0, 0, 0, time.UTC)

func TestGather(t *testing.T) {
	series := days(wednesday, 9) // 25, 26, 27 | 30, 31, 1, 2, 3 | 6
	weeks := []bar.Bar{
		{Time: wednesday, Open: 100, High: 104, Low: 99, Close: 103, Volume: 30},
		{Time: wednesday.AddDate(0, 0, 5), Open: 103, High: 109, Low: 102, Close: 108, Volume: 50},
		{Time: wednesday.AddDate(0, 0, 12), Open: 108, High: 110, Low: 107, Close: 109, Volume: 10},
	}
	if got := Gather(series, Weekly); !reflect.DeepEqual(got, weeks) {
		t.Errorf("weeks %+v", got)
	}
	months := []bar.Bar{
		{Time: wednesday, Open: 100, High: 106, Low: 99, Close: 105, Volume: 50},
		{Time: wednesday.AddDate(0, 0, 7), Open: 105, High: 110, Low: 104, Close: 109, Volume: 40},
	}
	if got := Gather(series, Monthly); !reflect.DeepEqual(got, months) {
		t.Errorf("months %+v", got)
	}
	if got := Gather(series, Daily); !reflect.DeepEqual(got, series) {
		t.Errorf("days %+v", got)
	}
	if got := Gather(nil, Weekly); len(got) != 0 {
		t.Errorf("nothing makes %+v", got)
	}
}

func TestSpanDays(t *testing.T) {
	series := days(wednesday, 300)
	for tf, want := range map[Timeframe]int{
		Day: 1, Month: 22, HalfYear: 126, YearToDate: 34, Year: 252, TwoYears: 300, Max: 300,
	} {
		if got := tf.SpanDays(series); got != want {
			t.Errorf("%s spans %d days, want %d", tf, got, want)
		}
	}
	for _, tf := range All {
		if got := tf.SpanDays(nil); got != 0 {
			t.Errorf("%s spans %d of no days", tf, got)
		}
	}
}

func TestIntervalFor(t *testing.T) {
	for _, c := range []struct {
		tf   Timeframe
		days int
		want Interval
	}{{Year, 5000, Daily}, {FiveYears, 100, Weekly}, {Max, 400, Daily}, {Max, 401, Weekly}, {Max, 2001, Monthly}, {Day, 9, FiveMinutes}} {
		if got := c.tf.IntervalFor(c.days); got != c.want {
			t.Errorf("%s of %d days has interval %d, want %d", c.tf, c.days, got, c.want)
		}
	}
	for i := FiveMinutes; i <= Monthly; i++ {
		if !i.Valid() || i.Step() <= 0 || i > FiveMinutes && i.Step() <= (i-1).Step() {
			t.Errorf("interval %d has step %s", i, i.Step())
		}
	}
}
