package sample

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// TestIndicesTradeAsTheCalendarSays compares every day from the first to the
// last of both indices, 1985 to 2020.
func TestIndicesTradeAsTheCalendarSays(t *testing.T) {
	for _, file := range []string{"NDX.csv", "GSPC.csv"} {
		raw, err := os.ReadFile("data/" + file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(raw)), "\n")[1:]
		traded := map[time.Time]bool{}
		for _, line := range lines {
			date, _, _ := strings.Cut(line, ",")
			traded[day(t, date)] = true
		}
		first, _, _ := strings.Cut(lines[0], ",")
		last, _, _ := strings.Cut(lines[len(lines)-1], ",")
		for d := day(t, first); !d.After(day(t, last)); d = d.AddDate(0, 0, 1) {
			if calendar.IsTradingDay(d) != traded[d] {
				t.Errorf("%s: %s %s: trading day %v", file, d.Format(time.DateOnly), d.Weekday(), !traded[d])
			}
		}
	}
}

func day(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
