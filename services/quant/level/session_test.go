package level

import (
	"reflect"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// High 110, low 95, close 104 of yesterday: the pivot is 103, its range 15.
// R1 = 206 - 95, S1 = 206 - 110, R2 and S2 are a range away, R3 = 110 + 2*8,
// S3 = 95 - 2*7.
func TestPivotsOfDays(t *testing.T) {
	got, ok := PivotsOf([]bar.Bar{{High: 200, Low: 1, Close: 50}, {High: 110, Low: 95, Close: 104}, {High: 120, Low: 90, Close: 91}}, nil)
	want := Pivots{Pivot: 103, R1: 111, R2: 118, R3: 126, S1: 96, S2: 88, S3: 81, First: 1, Last: 1}
	if !ok || got != want {
		t.Errorf("pivots %+v, want %+v", got, want)
	}
	if _, ok := PivotsOf([]bar.Bar{{High: 2, Low: 1, Close: 1}}, nil); ok {
		t.Error("pivots of one session")
	}
	if _, ok := PivotsOf(nil, nil); ok {
		t.Error("pivots of nothing")
	}
}

// The same session in three bars, between a bar of the day before and two of
// the day after.
func TestPivotsOfIntraday(t *testing.T) {
	open := time.Date(2018, 5, 10, 13, 30, 0, 0, time.UTC)
	at := func(day, bars int) time.Time {
		return open.AddDate(0, 0, day).Add(time.Duration(bars) * 5 * time.Minute)
	}
	got, ok := PivotsOf([]bar.Bar{
		{Time: at(-1, 0), High: 200, Low: 1, Close: 50},
		{Time: at(0, 0), High: 105, Low: 99, Close: 100}, {Time: at(0, 1), High: 110, Low: 100, Close: 101},
		{Time: at(0, 2), High: 104, Low: 95, Close: 104},
		{Time: at(1, 0), High: 300, Low: 90, Close: 91}, {Time: at(1, 1), High: 301, Low: 90, Close: 91},
	}, indicator.NewSession)
	if !ok || got.Pivot != 103 || got.First != 1 || got.Last != 3 {
		t.Errorf("pivots %+v, %v", got, ok)
	}
}

// From 10 up to 12 to 13 leaves 10 to 12 open; 11 to 13 takes the upper half,
// 9 to 12 the rest. The fall from 9 to at most 6 stays open above 7, where the
// last bar reached.
func TestGaps(t *testing.T) {
	got := Gaps([]bar.Bar{
		{High: 10, Low: 9, Close: 10}, {High: 13, Low: 12, Close: 12}, {High: 13, Low: 11, Close: 12},
		{High: 12, Low: 9, Close: 9}, {High: 6, Low: 5, Close: 6}, {High: 7, Low: 6, Close: 7},
	})
	want := []Gap{
		{Index: 1, Up: true, Low: 10, High: 12, OpenLow: 10, OpenHigh: 10, FilledAt: 3},
		{Index: 4, Low: 6, High: 9, OpenLow: 7, OpenHigh: 9, FilledAt: -1},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("gaps %+v, want %+v", got, want)
	}
	if !got[0].Filled() || got[1].Filled() {
		t.Error("Filled is wrong")
	}
}

func TestGapLaws(t *testing.T) {
	for seed := range uint64(20) {
		series := walk(seed, 250, 30)
		gaps := Gaps(series)
		for _, g := range gaps {
			if g.Low >= g.High || g.OpenLow < g.Low || g.OpenHigh > g.High || g.OpenLow > g.OpenHigh ||
				g.Filled() != (g.OpenLow == g.OpenHigh) || g.Filled() && g.FilledAt <= g.Index {
				t.Errorf("seed %d: gap %+v", seed, g)
			}
		}
		if len(Gaps(times(series, 1.0/64))) != len(gaps) {
			t.Errorf("seed %d: other gaps at another price", seed)
		}
	}
	if none := Gaps(path(1, 1, 1)); none != nil {
		t.Errorf("gaps of a flat series: %v", none)
	}
}
