package swing

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// closes makes bars of one price each.
func closes(prices ...float64) []bar.Bar {
	series := make([]bar.Bar, len(prices))
	for i, p := range prices {
		series[i] = bar.Bar{Open: p, High: p, Low: p, Close: p}
	}
	return series
}

// From 10 up to 14, back to 12 (2, not enough for 3), on to 16, down to 11, up
// to 15 where it stands.
func TestTurns(t *testing.T) {
	got := Turns(closes(10, 12, 14, 12, 13, 16, 13, 11, 12, 15), 3)
	want := []Point{{0, 10, false}, {5, 16, true}, {7, 11, false}, {9, 15, true}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("turns %v, want %v", got, want)
	}
	for name, none := range map[string][]Point{
		"no bars": Turns(nil, 1), "size 0": Turns(closes(1, 9), 0), "size NaN": Turns(closes(1, 9), math.NaN()),
		"too calm": Turns(closes(1, 2, 1, 2), 3),
	} {
		if none != nil {
			t.Errorf("%s: %v", name, none)
		}
	}
}

func TestExtremes(t *testing.T) {
	got := Extremes(closes(1, 2, 5, 5, 2, 1, 0, 3, 4), 2)
	want := []Point{{2, 5, true}, {6, 0, false}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("extremes %v, want %v", got, want)
	}
	if flat := Extremes(closes(3, 3, 3, 3, 3, 3), 2); flat != nil {
		t.Errorf("extremes of a flat series: %v", flat)
	}
}

// Ranges of 2, of 4 with the close before (8 to 12), mean 3.
func TestAverageRange(t *testing.T) {
	series := []bar.Bar{{Close: 9}, {High: 10, Low: 8, Close: 8}, {High: 12, Low: 11, Close: 11}}
	if got := AverageRange(series); got != 3 {
		t.Errorf("average range %v", got)
	}
	if got := AverageRange(series[:1]); got != 0 {
		t.Errorf("of one bar %v", got)
	}
}

func FuzzTurns(f *testing.F) {
	f.Add(uint64(1), 2.0)
	f.Fuzz(func(t *testing.T, seed uint64, size float64) {
		random := rand.New(rand.NewPCG(seed, 2))
		prices := make([]float64, random.IntN(80))
		for i := range prices {
			prices[i] = float64(random.IntN(20))
		}
		points := Turns(closes(prices...), size)
		for i := 1; i < len(points); i++ {
			a, b := points[i-1], points[i]
			if a.High == b.High || a.Index >= b.Index || math.Abs(a.Price-b.Price) < size || (b.Price > a.Price) != b.High {
				t.Fatalf("%v before %v at size %v", a, b, size)
			}
		}
	})
}
