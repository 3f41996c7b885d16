package indicator

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// TestFlatIsAbsent gives what compares moves nothing to compare.
func TestFlatIsAbsent(t *testing.T) {
	lines := everything(t, bars(10, make([]float64, 40)...))
	for _, name := range []string{"rsi", "stochastic k", "stochastic d", "adx", "plus", "minus", "mfi"} {
		if v, ok := lines[name].Last(); ok {
			t.Errorf("%s of a flat series is %v", name, v)
		}
	}
	if v, ok := lines["atr"].Last(); !ok || v != 0 {
		t.Errorf("atr of a flat series is %v, %v", v, ok)
	}
}

// TestFlatWindow stops trading for seven bars: windows of five are flat on
// three of them, and D needs four bars of such windows to forget.
func TestFlatWindow(t *testing.T) {
	series := walk(6, 30, 10)
	copy(series[10:17], bars(10, 8, 8, 8, 8, 8, 8, 8))
	got := must(Stochastic(series, 5, 3, 2))(t)
	for i := range series {
		if _, ok := got.K.At(i); ok != (i >= 7 && (i < 14 || i > 18)) {
			t.Errorf("K at %d present: %v", i, ok)
		}
		if _, ok := got.D.At(i); ok != (i >= 7 && (i < 14 || i > 19)) {
			t.Errorf("D at %d present: %v", i, ok)
		}
	}
}

// TestMFIWithoutEarlyVolume keeps values on their bars: an unguarded TA-Lib
// answers one bar early when the first window had no volume.
func TestMFIWithoutEarlyVolume(t *testing.T) {
	series := walk(7, 60, 10)
	want := must(MFI(series[10:], 5))(t)
	for i := range 16 {
		series[i].Volume = 0
	}
	got := must(MFI(series, 5))(t)
	for i := range series {
		v, ok := got.At(i)
		if ok != (i >= 16) {
			t.Errorf("bar %d present: %v", i, ok)
		}
		// From bar 20 on the volumes of the window are the same in both.
		if i >= 20 && !same(v, want[i-10], 1) {
			t.Errorf("bar %d is %v, want %v", i, v, want[i-10])
		}
	}
	for i := 30; i < 40; i++ {
		series[i].Volume = 0
	}
	if v, ok := must(MFI(series, 5))(t).At(36); ok {
		t.Errorf("without volume: %v", v)
	}
}

func TestParameters(t *testing.T) {
	series := walk(8, 40, 10)
	closes := bar.Closes(series)
	nan, broken := math.NaN(), walk(8, 40, 10)
	broken[3].Low = math.Inf(1)
	refused := func(_ any, err error) error { return err }
	for name, err := range map[string]error{
		"period 1":              refused(SMA(closes, 1)),
		"period 1001":           refused(RSI(closes, 1001)),
		"period below 0":        refused(ATR(series, -1)),
		"width 0":               refused(Bollinger(closes, 20, 0)),
		"width NaN":             refused(Keltner(series, 20, 10, nan)),
		"width infinite":        refused(Supertrend(series, 10, math.Inf(1))),
		"fast above slow":       refused(MACD(closes, 26, 12, 9)),
		"one bad period of two": refused(Stochastic(series, 14, 1, 3)),
		"step above limit":      refused(SAR(series, 0.3, 0.2)),
		"step NaN":              refused(SAR(series, nan, 0.2)),
		"span 0":                refused(Ichimoku(series, 9, 26, 0)),
		"broken bar, ATR":       refused(ATR(broken, 5)),
		"broken bar, VWAP":      refused(VWAP(broken, nil)),
		"broken bar, OBV":       refused(OBV(broken)),
		"broken bar, Donchian":  refused(Donchian(broken, 5)),
		"broken bar, ADX":       refused(ADX(broken, 5)),
		"broken bar, MFI":       refused(MFI(broken, 5)),
	} {
		if err == nil {
			t.Errorf("%s accepted", name)
		}
	}
}

func FuzzEverything(f *testing.F) {
	f.Add(uint8(40), int64(100), 10.0, 11.0, 9.0, 10.5)
	f.Add(uint8(0), int64(0), 1.0, 1.0, 1.0, 1.0)
	f.Add(uint8(255), int64(math.MaxInt64), 1e300, 1e307, 1e-300, -1e307)
	f.Fuzz(func(t *testing.T, n uint8, volume int64, open, high, low, last float64) {
		series := walk(uint64(n), int(n), 10)
		for i := 0; i < len(series); i += 3 {
			series[i] = bar.Bar{Time: time.Unix(int64(i), 0), Open: open, High: high, Low: low, Close: last, Volume: volume}
		}
		if _, err := split(series); err != nil {
			t.Skip("no numbers")
		}
		for name, line := range everything(t, series) {
			if len(line) != len(series) {
				t.Fatalf("%s has %d values for %d bars", name, len(line), len(series))
			}
			for i, v := range line {
				if math.IsInf(v, 0) && name != "heikin-ashi" {
					t.Fatalf("%s at %d is %v", name, i, v)
				}
			}
		}
	})
}
