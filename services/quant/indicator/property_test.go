package indicator

import (
	"math"
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// same compares values that may be absent, to 1e-9 of the larger scale.
func same(a, b, scale float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) == math.IsNaN(b)
	}
	return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b), scale)
}

func compare(t *testing.T, law string, got, want map[string]Line, expect func(name string, value float64) float64) {
	t.Helper()
	for name, line := range want {
		for i, v := range line {
			if w := expect(name, v); !same(got[name][i], w, 1e-3) {
				t.Fatalf("%s: %s at %d is %v, want %v", law, name, i, got[name][i], w)
			}
		}
	}
}

// TestNothingLooksAhead cuts the future off and exchanges it: no past value
// may change by a bit.
func TestNothingLooksAhead(t *testing.T) {
	series := walk(1, 120, 50)
	whole := everything(t, series)
	for n := range series {
		changed := append(append([]bar.Bar{}, series[:n]...), walk(2, 7, 3)...)
		for name, line := range everything(t, changed) {
			for i := range n {
				if v, w := line[i], whole[name][i]; v != w && !(math.IsNaN(v) && math.IsNaN(w)) {
					t.Fatalf("%s at %d is %v with other bars from %d on, %v before", name, i, v, n, w)
				}
			}
		}
	}
}

func TestScale(t *testing.T) {
	series := walk(3, 150, 40)
	scaled := make([]bar.Bar, len(series))
	for i, b := range series {
		b.Open, b.High, b.Low, b.Close = 8*b.Open, 8*b.High, 8*b.Low, 8*b.Close
		scaled[i] = b
	}
	free := map[string]bool{
		"rsi": true, "stochastic k": true, "stochastic d": true, "adx": true, "plus": true, "minus": true, "obv": true, "mfi": true,
	}
	compare(t, "prices eight times as high", everything(t, scaled), everything(t, series), func(name string, v float64) float64 {
		if free[name] {
			return v
		}
		return 8 * v
	})
}

func TestShift(t *testing.T) {
	series := walk(4, 150, 40)
	shifted := make([]bar.Bar, len(series))
	for i, b := range series {
		b.Open, b.High, b.Low, b.Close = b.Open+16, b.High+16, b.Low+16, b.Close+16
		shifted[i] = b
	}
	free := map[string]bool{
		"rsi": true, "stochastic k": true, "stochastic d": true, "adx": true, "plus": true, "minus": true, "obv": true,
		"macd": true, "macd signal": true, "macd histogram": true, "atr": true,
	}
	want := everything(t, series)
	delete(want, "mfi") // money is price times shares
	compare(t, "prices 16 higher", everything(t, shifted), want, func(name string, v float64) float64 {
		if free[name] {
			return v
		}
		return v + 16
	})
}

func TestBounds(t *testing.T) {
	for seed := range uint64(20) {
		series := walk(seed, 200, 10)
		lines := everything(t, series)
		for _, name := range []string{"rsi", "stochastic k", "stochastic d", "adx", "plus", "minus", "mfi"} {
			for i, v := range lines[name] {
				if v < 0 || v > 100 {
					t.Errorf("%s at %d is %v", name, i, v)
				}
			}
		}
		for i := range series {
			checkBands(t, lines, i)
			if lines["atr"][i] < 0 {
				t.Errorf("atr at %d is %v", i, lines["atr"][i])
			}
		}
	}
}

func checkBands(t *testing.T, lines map[string]Line, i int) {
	t.Helper()
	for _, name := range []string{"bollinger", "keltner", "donchian"} {
		upper, middle, lower := lines[name+" upper"][i], lines[name+" middle"][i], lines[name+" lower"][i]
		if upper < middle || middle < lower || math.IsNaN(upper) != math.IsNaN(middle) || math.IsNaN(lower) != math.IsNaN(middle) {
			t.Errorf("%s at %d: %v, %v, %v", name, i, upper, middle, lower)
		}
	}
}

// TestStops holds both stops to their side of the price.
func TestStops(t *testing.T) {
	for seed := range uint64(20) {
		series := walk(seed, 200, 10)
		trail := must(Supertrend(series, 10, 3))(t)
		sar := must(SAR(series, 0.02, 0.2))(t)
		for i, b := range series {
			if v, ok := sar.At(i); ok && v > b.Low && v < b.High {
				t.Errorf("SAR %v within bar %d of %v to %v", v, i, b.Low, b.High)
			}
			stop, ok := trail.Stop.At(i)
			if ok && (stop <= b.Close) != trail.Rising[i] {
				t.Errorf("stop %v of bar %d that closed at %v, rising %v", stop, i, b.Close, trail.Rising[i])
			}
			before, ok := trail.Stop.At(i - 1)
			if ok && trail.Rising[i] == trail.Rising[i-1] && (stop < before) == trail.Rising[i] && stop != before {
				t.Errorf("stop moved away from the price on bar %d: %v after %v", i, stop, before)
			}
		}
	}
}

func TestHeikinAshiBarsAreSound(t *testing.T) {
	if err := bar.ValidateSeries(HeikinAshi(walk(5, 200, 2))); err != nil {
		t.Error(err)
	}
}
