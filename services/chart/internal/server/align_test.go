package server

import (
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func days(n int) []bar.Bar {
	bars := make([]bar.Bar, n)
	for i := range bars {
		bars[i].Time = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i)
	}
	return bars
}

func TestAlign(t *testing.T) {
	asOf := time.Date(2024, 12, 31, 21, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		interval    timeframe.Interval
		start       int
		others      []int
		bars, first int
	}{
		"alone":              {timeframe.Daily, 200, nil, 300, 200},
		"same end":           {timeframe.Daily, 200, []int{300, 320}, 300, 200},
		"one ends early":     {timeframe.Daily, 200, []int{300, 250}, 250, 150},
		"not enough is left": {timeframe.Daily, 200, []int{60}, 60, 0},
		"next to nothing":    {timeframe.Daily, 200, []int{5}, 300, 200},
		"within the day":     {timeframe.FiveMinutes, 200, []int{250}, 300, 200},
	} {
		in := figure.Input{Interval: c.interval, Bars: days(300), SpanStart: c.start, AsOf: asOf}
		for _, n := range c.others {
			in.Others = append(in.Others, figure.Other{Bars: days(n)})
		}
		got := align(in)
		if len(got.Bars) != c.bars || got.SpanStart != c.first || got.AsOf.Equal(asOf) != (c.bars == 300) {
			t.Errorf("%s: %d bars from %d as of %s", name, len(got.Bars), got.SpanStart, got.AsOf)
		}
	}
}
