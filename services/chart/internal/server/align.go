package server

import (
	"sort"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/feed"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

// align ends a comparison with the newest bar that all have, when they end on
// different days: beside a symbol that went on, the others would stand still.
// The span stays as long as it was, as far as there are bars. Within a day, and
// where no span is left, everything stays as it is.
func align(in figure.Input) figure.Input {
	until := in.Bars[len(in.Bars)-1].Time
	for _, other := range in.Others {
		if len(other.Bars) > 0 && other.Bars[len(other.Bars)-1].Time.Before(until) {
			until = other.Bars[len(other.Bars)-1].Time
		}
	}
	end := after(in.Bars, until)
	if in.Interval.Intraday() || end == len(in.Bars) || end < leastAligned {
		return in
	}
	length := len(in.Bars) - in.SpanStart
	in.Bars = in.Bars[:end]
	in.SpanStart = max(0, end-length)
	in.AsOf = calendar.Close(until)
	return in
}

// sameEnd is how far apart the newest bars of symbols that are traded may be;
// one may have been halted.
const sameEnd = 10 * 24 * time.Hour

// apart reports whether symbols end on days far from each other.
func apart(series feed.Series, others []figure.Other) bool {
	for _, other := range others {
		if n, m := len(series.GetBars()), len(other.Bars); n > 0 && m > 0 {
			if d := series.GetBars()[n-1].GetTime().AsTime().Sub(other.Bars[m-1].Time); d.Abs() > sameEnd {
				return true
			}
		}
	}
	return false
}

// leastAligned is how many bars a comparison needs to be worth drawing.
const leastAligned = 20

// after is how many bars there are up to a moment.
func after(bars []bar.Bar, moment time.Time) int {
	return sort.Search(len(bars), func(i int) bool { return bars[i].Time.After(moment) })
}
