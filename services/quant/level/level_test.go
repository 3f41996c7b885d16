package level

import (
	"reflect"
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// Highs of 20 at 3, 20.5 at 11 and lows of 10 at 7 and 10.5 at 15; the high of
// 17 at 19 was touched once. The average step is about 2.7, so 0.5 is one level;
// the last close of 14 lies between the two.
func TestSupportResistance(t *testing.T) {
	series := path(14, 16, 18, 20, 18, 15, 12, 10, 13, 16, 18, 20.5, 17, 15, 12, 10.5, 12, 14, 16, 17, 15, 14)
	got := SupportResistance(series, 5)
	if len(got) != 2 {
		t.Fatalf("levels %+v", got)
	}
	above, below := got[0], got[1]
	if above.Side != Resistance || !reflect.DeepEqual(above.Touches, []int{3, 11}) {
		t.Errorf("resistance %+v", above)
	}
	if below.Side != Support || !reflect.DeepEqual(below.Touches, []int{7, 15}) {
		t.Errorf("support %+v", below)
	}
	expect(t, "resistance", above.Price, 20.25)
	expect(t, "support", below.Price, 10.25)
	// Two touches of five, the twelfth bar of 22, a third of the full volume.
	expect(t, "strength", above.Strength, 50*0.4+30*12.0/22+20/3.0)
}

// A trough above the close is no support, as it was in an older bot.
func TestSideFollowsTheClose(t *testing.T) {
	series := path(20, 18, 15, 18, 20, 18, 15.1, 18, 20, 16, 12, 8, 6)
	for _, l := range SupportResistance(series, 5) {
		if l.Side != Resistance {
			t.Errorf("level %+v above the close of 6", l)
		}
	}
}

func TestLevelLaws(t *testing.T) {
	for seed := range uint64(30) {
		series := walk(seed, 250, 2)
		levels := SupportResistance(series, 3)
		last, sides := series[len(series)-1].Close, make(map[Side]int)
		for i, l := range levels {
			sides[l.Side]++
			if (l.Price <= last) != (l.Side == Support) || l.Strength < 0 || l.Strength > 100 || len(l.Touches) < 2 ||
				i > 0 && l.Price > levels[i-1].Price {
				t.Errorf("seed %d: level %+v with the close at %v", seed, l, last)
			}
		}
		if sides[Support] > 3 || sides[Resistance] > 3 {
			t.Errorf("seed %d: %v levels", seed, sides)
		}
		if len(SupportResistance(times(series, 64), 3)) != len(levels) {
			t.Errorf("seed %d: other levels at another price", seed)
		}
	}
	if none := SupportResistance(nil, 5); none != nil {
		t.Errorf("levels of nothing: %v", none)
	}
}

// The swing from 10 up to 20 retraced: 61.8 % back is 13.82, and 1.618 swings
// from its start are 26.18.
func TestFibonacci(t *testing.T) {
	up, ok := Fibonacci(path(12, 11, 10, 12, 14, 16, 18, 20, 19))
	if !ok || !up.Rising() || up.From != (swing.Point{Index: 2, Price: 10}) || up.To.Price != 20 {
		t.Fatalf("rise %+v, %v", up, ok)
	}
	expect(t, "0", up.Back[0].Price, 20)
	expect(t, "61.8 %", up.Back[4].Price, 13.82)
	expect(t, "100 %", up.Back[6].Price, 10)
	expect(t, "161.8 %", up.Beyond[1].Price, 26.18)

	down, ok := Fibonacci(path(18, 19, 20, 18, 16, 14, 12, 10, 11))
	if !ok || down.Rising() {
		t.Fatalf("fall %+v, %v", down, ok)
	}
	expect(t, "61.8 % of a fall", down.Back[4].Price, 16.18)
	// 20 - 10 * 2 is 0, and no price.
	if n := len(down.Beyond); n != 2 {
		t.Errorf("%d ratios beyond: %v", n, down.Beyond)
	}
	expect(t, "161.8 % of a fall", down.Beyond[1].Price, 3.82)
}

// A tenth of a cent matters below a dollar; the newest pair counts.
func TestFibonacciSmallAndLatest(t *testing.T) {
	r, ok := Fibonacci(path(0.1101, 0.1145, 0.1190, 0.1234, 0.1190, 0.1150, 0.1105, 0.1140, 0.1180, 0.1210, 0.1240))
	if !ok || r.From.Index != 6 || r.To.Index != 10 {
		t.Fatalf("swing %+v, %v", r, ok)
	}
	expect(t, "50 %", r.Back[3].Price, 0.11725)
	if _, ok := Fibonacci(path(5, 5, 5, 5)); ok {
		t.Error("a flat series has a swing")
	}
	if _, ok := Fibonacci(nil); ok {
		t.Error("nothing has a swing")
	}
}
