package indicator

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// gone is an absent value in what a test wants.
var gone = math.NaN()

func expectLine(t *testing.T, name string, got Line, want ...float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s has %d values, want %d", name, len(got), len(want))
	}
	for i := range want {
		if !same(got[i], want[i], 1) {
			t.Errorf("%s at %d is %v, want %v", name, i, got[i], want[i])
		}
	}
}

// five bars with round numbers: open, high, low, close, volume.
func five() []bar.Bar {
	day := time.Date(2018, 5, 10, 19, 50, 0, 0, time.UTC) // 15:50 in New York
	return []bar.Bar{
		{Time: day, Open: 10, High: 12, Low: 9, Close: 12, Volume: 100},
		{Time: day.Add(5 * time.Minute), Open: 12, High: 15, Low: 12, Close: 15, Volume: 200},
		{Time: day.Add(18 * time.Hour), Open: 14, High: 14, Low: 8, Close: 8, Volume: 100},
		{Time: day.Add(19 * time.Hour), Open: 9, High: 13, Low: 8, Close: 9, Volume: 0},
		{Time: day.Add(20 * time.Hour), Open: 10, High: 20, Low: 10, Close: 18, Volume: 300},
	}
}

// Typical prices are 11, 14, 10, 10 and 16. Anchored: 1100/100, then
// (1100+2800)/300 = 13, (3900+1000)/400 = 12.25, the same without volume, then
// (4900+4800)/700. By session the third bar begins anew: 10, 10, then
// (1000+4800)/400 = 14.5.
func TestVWAPWorked(t *testing.T) {
	expectLine(t, "anchored", must(VWAP(five(), nil))(t), 11, 13, 12.25, 12.25, 9700.0/700)
	expectLine(t, "by session", must(VWAP(five(), NewSession))(t), 11, 13, 10, 10, 14.5)
	expectLine(t, "without volume", must(VWAP(bars(0, 1, 2), nil))(t), gone, gone)
}

// Over 1260 real bars npm technicalindicators and the direct quotient agree.
func TestVWAPAgainstAnother(t *testing.T) {
	line := must(VWAP(readOracle(t).series(), nil))(t)
	if v, _ := line.Last(); relativeError(v, 104.29092060732525) > 1e-12 {
		t.Errorf("VWAP of all bars is %v", v)
	}
}

// Highs 12 15 14 13 20, lows 9 12 8 8 10; three bars each: 15 and 8, 15 and 8,
// 20 and 8.
func TestDonchianWorked(t *testing.T) {
	bands := must(Donchian(five(), 3))(t)
	expectLine(t, "upper", bands.Upper, gone, gone, 15, 15, 20)
	expectLine(t, "middle", bands.Middle, gone, gone, 11.5, 11.5, 14)
	expectLine(t, "lower", bands.Lower, gone, gone, 8, 8, 8)
}

// True ranges from the second bar on: 3 (15-12), 7 (15-8, from the close
// before), 5, 11 (20-9). ATR 2: (3+7)/2 = 5, (5+5)/2 = 5, (5+11)/2 = 8. EMA 2 of
// closes 12 15 8 9 18 starts at 13.5 and moves by 2/3 of the distance: 59/6,
// 83.5/9, 407.5/27. Width 2 gives reaches of 10, 10 and 16.
func TestKeltnerWorked(t *testing.T) {
	bands := must(Keltner(five(), 2, 2, 2))(t)
	middle := []float64{gone, gone, 59.0 / 6, 83.5 / 9, 407.5 / 27}
	expectLine(t, "middle", bands.Middle, middle...)
	expectLine(t, "upper", bands.Upper, gone, gone, middle[2]+10, middle[3]+10, middle[4]+16)
	expectLine(t, "lower", bands.Lower, gone, gone, middle[2]-10, middle[3]-10, middle[4]-16)
}

// Middles of the ranges of two bars: 12 (15, 9), 11.5 (15, 8), 11 (14, 8), 14
// (20, 8); of three: 11.5, 11.5, 14; of four: (15+8)/2 and (20+8)/2. Span A is
// between the first two.
func TestIchimokuWorked(t *testing.T) {
	cloud := must(Ichimoku(five(), 2, 3, 4))(t)
	expectLine(t, "conversion", cloud.Conversion, gone, 12, 11.5, 11, 14)
	expectLine(t, "base", cloud.Base, gone, gone, 11.5, 11.5, 14)
	expectLine(t, "span A", cloud.SpanA, gone, gone, 11.5, 11.25, 14)
	expectLine(t, "span B", cloud.SpanB, gone, gone, gone, 11.5, 14)
	if cloud.Displacement != 3 {
		t.Errorf("displacement %d", cloud.Displacement)
	}
}

// ATR 2 is 5, 5 and 8, middles are 11, 10.5 and 15. Bands one ATR away: 6 and
// 16, 5.5 and 15.5, 7 and 23. The third bar closed at 8, below its middle: a
// fall with its stop at 16. Then 15.5, nearer; the last band of 23 is farther
// and the close before did not cross 15.5, so 15.5 holds, the close of 18 is
// above it, and the rise has its stop at 7.
func TestSupertrendWorked(t *testing.T) {
	trail := must(Supertrend(five(), 2, 1))(t)
	expectLine(t, "stop", trail.Stop, gone, gone, 16, 15.5, 7)
	if trail.Rising[3] || !trail.Rising[4] {
		t.Errorf("rising %v", trail.Rising)
	}
}

// The first bar opens at (10+12)/2 = 11 and closes at (10+12+9+12)/4 = 10.75;
// the second opens at (11+10.75)/2 = 10.875, closes at 54/4 = 13.5 and reaches
// down to its open.
func TestHeikinAshiWorked(t *testing.T) {
	averaged := HeikinAshi(five())
	want := []bar.Bar{
		{Open: 11, High: 12, Low: 9, Close: 10.75},
		{Open: 10.875, High: 15, Low: 10.875, Close: 13.5},
	}
	for i, w := range want {
		w.Time, w.Volume = five()[i].Time, five()[i].Volume
		if averaged[i] != w {
			t.Errorf("bar %d is %+v, want %+v", i, averaged[i], w)
		}
	}
}
