package level

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// closing makes bars that close at the prices given, each one unit high.
func closing(closes ...float64) []bar.Bar {
	bars := make([]bar.Bar, len(closes))
	for i, c := range closes {
		bars[i] = bar.Bar{
			Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i), Open: c, High: c + .5, Low: c - .5, Close: c, Volume: 1,
		}
	}
	return bars
}

// still closes at the same price over and over.
func still(n int, price float64) []float64 {
	closes := make([]float64, n)
	for i := range closes {
		closes[i] = price
	}
	return closes
}

func TestPlan(t *testing.T) {
	// Two tops at 105.5, then 100: every true range of the last 14 bars is 1.
	tops := append([]float64{100, 101, 102, 105, 102, 101, 100, 101, 102, 105, 102, 101}, still(200, 100)...)
	for name, c := range map[string]struct {
		closes []float64
		want   Plan
		ok     bool
	}{
		"resistance":  {tops, Plan{Entry: 100, Stop: 98, Target: 105.5}, true},
		"none":        {still(60, 100), Plan{Entry: 100, Stop: 98, Target: 105}, true},
		"too few":     {still(14, 100), Plan{}, false},
		"cheap":       {still(60, 1.5), Plan{}, false},
		"a good deal": {still(60, 1000), Plan{Entry: 1000, Stop: 998, Target: 1050}, true},
	} {
		got, ok, err := PlanOf(closing(c.closes...), 0, 3)
		if err != nil || ok != c.ok {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
		if ok && (math.Abs(got.Entry-c.want.Entry)+math.Abs(got.Stop-c.want.Stop)+math.Abs(got.Target-c.want.Target) > 1e-4) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	if got := (Plan{Entry: 100, Stop: 98, Target: 105}).Reward(); got != 2.5 {
		t.Errorf("reward %v", got)
	}
}
