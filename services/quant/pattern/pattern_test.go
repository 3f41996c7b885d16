package pattern

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

func find(series []bar.Bar, kind Kind) (Pattern, bool) {
	found := Find(series)
	i := slices.IndexFunc(found, func(p Pattern) bool { return p.Kind == kind })
	if i < 0 {
		return Pattern{}, false
	}
	return found[i], true
}

// TestShapes draws every shape a hundred times with random jitter: nearly all
// must be found.
func TestShapes(t *testing.T) {
	for kind, knots := range shapes {
		hits := 0
		for seed := range uint64(100) {
			if _, ok := find(draw(rand.New(rand.NewPCG(seed, 5)), 0.4, knots...), kind); ok {
				hits++
			}
		}
		t.Logf("%-26s found %d of 100", kind, hits)
		if hits < 90 {
			t.Errorf("%s found %d times of 100", kind, hits)
		}
	}
	for kind, rest := range map[Kind][2]float64{
		BullFlag: {1, 1.6}, BearFlag: {-1, 1.6}, BullPennant: {1, 0.4}, BearPennant: {-1, 0.4},
	} {
		if p, ok := find(poled(rand.New(rand.NewPCG(1, 1)), rest[0], rest[1]), kind); !ok || p.Points[1].Index != 35 || p.Target == nil {
			t.Errorf("%s: %+v, %v", kind, p, ok)
		}
	}
}

// TestAnyPrice finds the same at 2 dollars, a hundredth of a cent and 100.
func TestAnyPrice(t *testing.T) {
	for kind, knots := range shapes {
		series := draw(rand.New(rand.NewPCG(1, 5)), 0.4, knots...)
		want := Find(series)
		for _, factor := range []float64{1.0 / 64, 1.0 / (1 << 20), 1024} {
			got := Find(scaled(series, factor))
			if len(got) != len(want) {
				t.Fatalf("%s times %v: %d patterns, want %d", kind, factor, len(got), len(want))
			}
			for i := range want {
				if got[i].Kind != want[i].Kind || got[i].Confidence != want[i].Confidence ||
					got[i].Points[0].Index != want[i].Points[0].Index || got[i].Points[0].Price != want[i].Points[0].Price*factor {
					t.Errorf("%s times %v: %+v, want %+v", kind, factor, got[i], want[i])
				}
			}
		}
		if _, ok := find(scaled(series, 0.02), kind); !ok {
			t.Errorf("%s is lost at 2 dollars", kind)
		}
	}
}

// TestNothingThere holds false finds down: none in what only rises, falls or
// stands, few in noise, not many in random walks, where shapes do occur.
func TestNothingThere(t *testing.T) {
	for name, series := range map[string][]bar.Bar{
		"nothing": nil, "one bar": noise(1, 1), "flat": draw(still(), 0, knot{0, 5}, knot{80, 5}),
		"rising":  draw(still(), 0, knot{0, 50}, knot{80, 90}),
		"falling": draw(still(), 0, knot{0, 90}, knot{80, 50}),
		"jittery": draw(still(), 0.1, knot{0, 50}, knot{80, 90}),
	} {
		if found := Find(series); len(found) != 0 {
			t.Errorf("%s: %+v", name, found)
		}
	}
	var inNoise, inWalks int
	kinds := make(map[string]int)
	for seed := range uint64(1000) {
		for _, p := range Find(noise(seed, 90)) {
			inNoise++
			kinds["noise "+p.Kind.String()]++
		}
		for _, p := range Find(walk(seed, 90)) {
			inWalks++
			kinds[p.Kind.String()]++
		}
	}
	t.Logf("of 1000: %d in noise, %d in random walks: %v", inNoise, inWalks, kinds)
	if inNoise > 20 || inWalks > 250 {
		t.Errorf("of 1000: %d in noise, %d in random walks", inNoise, inWalks)
	}
}

func still() *rand.Rand { return rand.New(rand.NewPCG(0, 0)) }

// TestDoubleTop takes a drawn one apart: tops of 110, trough of 98, so the
// target is 86 and the neckline 98.
func TestDoubleTop(t *testing.T) {
	p, ok := find(draw(still(), 0, shapes[DoubleTop]...), DoubleTop)
	if !ok || p.Target == nil || *p.Target != 86 || len(p.Points) != 3 || p.Points[1].Price != 98 ||
		p.Edges[0].From.Price != 98 || p.Points[0].Index != 13 || p.Points[2].Index != 33 {
		t.Errorf("double top %+v, %v", p, ok)
	}
	bottom, ok := find(draw(still(), 0, shapes[DoubleBottom]...), DoubleBottom)
	if !ok || *bottom.Target != 114 || bottom.Points[0].High || bottom.Points[0].Price != 90 {
		t.Errorf("double bottom %+v, %v", bottom, ok)
	}
}

// TestShouldersWorked has a neckline of 90 and a head of 110: the target is 70.
func TestShouldersWorked(t *testing.T) {
	p, ok := find(draw(still(), 0, shapes[HeadAndShoulders]...), HeadAndShoulders)
	if !ok || *p.Target != 70 || len(p.Points) != 5 || p.Points[2].Price != 110 {
		t.Errorf("shoulders %+v, %v", p, ok)
	}
}

func TestLaws(t *testing.T) {
	for seed := range uint64(500) {
		series := walk(seed, 120)
		found := Find(series)
		if again := Find(series); !reflect.DeepEqual(found, again) {
			t.Fatalf("seed %d: another answer", seed)
		}
		for i, p := range found {
			if p.Confidence < MinConfidence || p.Confidence > maxConfidence || p.Target != nil && *p.Target <= 0 ||
				i > 0 && p.Confidence > found[i-1].Confidence || len(p.Edges) == 0 {
				t.Errorf("seed %d: %+v", seed, p)
			}
			for j, point := range p.Points {
				b := series[point.Index]
				if j > 0 && point.Index <= p.Points[j-1].Index || point.High && point.Price != b.High || !point.High && point.Price != b.Low {
					t.Errorf("seed %d: point %+v of %s", seed, point, p.Kind)
				}
			}
			if len(p.Edges) == 2 && (!p.Edges[0].From.High || p.Edges[1].From.High || p.Edges[0].From.Price <= p.Edges[1].From.Price) {
				t.Errorf("seed %d: edges %+v of %s", seed, p.Edges, p.Kind)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(uint64(1), uint8(90), 1.0, 3.0)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, low, high float64) {
		b := bar.Bar{Open: low, High: high, Low: low, Close: high}
		if b.Validate() != nil || high > 1e300 {
			t.Skip("no sound bar")
		}
		series := walk(seed, int(n))
		for i := 4; i < len(series); i += 9 {
			series[i].Open, series[i].High, series[i].Low, series[i].Close = low, high, low, high
		}
		for _, p := range Find(series) {
			if p.Kind.String() == "" || p.Kind.Label() == "" || p.Points[len(p.Points)-1].Index >= len(series) {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	series := walk(1, 252)
	b.ReportAllocs()
	for b.Loop() {
		Find(series)
	}
}
