package level

import (
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// One bar spreads 400 over 10 to 14, another 300 over 12 to 13, a third trades
// 50 at 14 alone. Four bins of height 1: 100, 100, 400, 150. Seven tenths of 750
// are 525: the bin of 400 alone is too little, with its upper neighbour of 150
// it is 550.
func TestVolumeProfile(t *testing.T) {
	p, ok := VolumeProfile([]bar.Bar{
		{High: 14, Low: 10, Volume: 400}, {High: 13, Low: 12, Volume: 300}, {High: 14, Low: 14, Volume: 50},
	}, 4)
	if !ok || len(p.Bins) != 4 {
		t.Fatalf("profile %+v, %v", p, ok)
	}
	for i, want := range []float64{100, 100, 400, 150} {
		expect(t, "volume", p.Bins[i].Volume, want)
	}
	expect(t, "point of control", p.Control, 12.5)
	expect(t, "value area low", p.Low, 12)
	expect(t, "value area high", p.High, 14)
}

func TestVolumeProfileLaws(t *testing.T) {
	for seed := range uint64(30) {
		series := walk(seed, 120, 0.5)
		var traded, profiled float64
		for _, b := range series {
			traded += float64(b.Volume)
		}
		p, ok := VolumeProfile(series, int(seed)+1)
		var inside float64
		for _, b := range p.Bins {
			profiled += b.Volume
			if b.Low >= p.Low && b.High <= p.High {
				inside += b.Volume
			}
		}
		if !ok || p.Low > p.Control || p.Control > p.High || inside < 0.7*profiled*(1-1e-12) {
			t.Errorf("seed %d: value area %v to %v around %v holds %v of %v", seed, p.Low, p.High, p.Control, inside, profiled)
		}
		expect(t, "whole volume", profiled/traded, 1)
	}
}

func TestVolumeProfileEdges(t *testing.T) {
	if p, ok := VolumeProfile(path(7, 7, 7), 20); !ok || len(p.Bins) != 1 || p.Control != 7 || p.Bins[0].Volume != 300 {
		t.Errorf("one price: %+v, %v", p, ok)
	}
	if p, ok := VolumeProfile(path(1, 2), 0); !ok || len(p.Bins) != 1 {
		t.Errorf("no bins: %+v, %v", p, ok)
	}
	if p, ok := VolumeProfile(path(1, 2), 1e9); !ok || len(p.Bins) != maxBins {
		t.Errorf("too many bins: %d, %v", len(p.Bins), ok)
	}
	if _, ok := VolumeProfile([]bar.Bar{{High: 2, Low: 1}}, 5); ok {
		t.Error("a profile without volume")
	}
	if _, ok := VolumeProfile(nil, 5); ok {
		t.Error("a profile of nothing")
	}
}

func FuzzVolumeProfile(f *testing.F) {
	f.Add(10.0, 12.0, 9.0, 11.0, int64(5), 20)
	f.Fuzz(func(t *testing.T, open, high, low, last float64, volume int64, bins int) {
		b := bar.Bar{Open: open, High: high, Low: low, Close: last, Volume: volume}
		if b.Validate() != nil || high > 1e300 {
			t.Skip("no sound bar")
		}
		series := append(walk(1, 20, low), b)
		if p, ok := VolumeProfile(series, bins); ok && (p.Low > p.Control || p.Control > p.High) {
			t.Fatalf("%v, %v, %v", p.Low, p.Control, p.High)
		}
		SupportResistance(series, bins)
		Fibonacci(series)
		Gaps(series)
		PivotsOf(series, nil)
	})
}
