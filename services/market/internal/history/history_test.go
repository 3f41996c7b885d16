package history

import (
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// rising are days whose prices and volumes rise by 1.
func rising(count int) []bar.Bar {
	bars := make([]bar.Bar, count)
	for i := range bars {
		price := float64(i + 1)
		bars[i] = bar.Bar{
			Time: time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC), Open: price, High: price, Low: price, Close: price, Volume: int64(i),
		}
	}
	return bars
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		days, warmUp int
		tf           timeframe.Timeframe
		bars, start  int
		interval     timeframe.Interval
	}{
		{100, 50, timeframe.Month, 72, 50, timeframe.Daily},
		{60, 50, timeframe.Month, 60, 38, timeframe.Daily},
		{10, 50, timeframe.Month, 10, 0, timeframe.Daily},
		{10, 0, timeframe.Max, 10, 0, timeframe.Daily},
	} {
		bars, start, interval := Cut(rising(c.days), c.tf, c.warmUp)
		if len(bars) != c.bars || start != c.start || interval != c.interval {
			t.Errorf("%s of %d days: %d bars from %d, interval %d", c.tf, c.days, len(bars), start, interval)
		}
	}
}

func TestYearRange(t *testing.T) {
	if high, low := YearRange(rising(leastYear - 1)); high != nil || low != nil {
		t.Error("a year from too few days")
	}
	if high, low := YearRange(rising(300)); *high != 300 || *low != 300-yearBars+1 {
		t.Errorf("%v to %v", *low, *high)
	}
}

func TestAverageVolume(t *testing.T) {
	if AverageVolume(rising(volumeBars-1)) != nil {
		t.Error("a mean of too few days")
	}
	if mean := AverageVolume(rising(30)); *mean != 19.5 { // of 10 to 29
		t.Errorf("mean %v", *mean)
	}
}
