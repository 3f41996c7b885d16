package indicator

import (
	"errors"
	"math"
	"testing"
)

func TestGuards(t *testing.T) {
	flat := make([]float64, 40)
	rising := make([]float64, 40)
	for i := range flat {
		flat[i], rising[i] = 7, float64(i+1)
	}
	broken := append([]float64{math.NaN()}, rising...)

	for name, line := range map[string]Line{
		"19 bars for SMA 20":      must(SMA(rising[:19], 20))(t),
		"14 bars for RSI 14":      must(RSI(rising[:14], 14))(t),
		"no bars for EMA":         must(EMA(nil, 20))(t),
		"RSI of a flat series":    must(RSI(flat, 14))(t),
		"33 bars for MACD":        must(MACD(rising[:33], 12, 26, 9))(t).MACD,
		"19 bars for bands of 20": must(Bollinger(rising[:19], 20, 2))(t).Upper,
	} {
		for i := range line {
			if v, ok := line.At(i); ok {
				t.Errorf("%s: %v at %d", name, v, i)
			}
		}
	}
	var bad NotFiniteError
	if _, err := EMA(broken, 20); !errors.As(err, &bad) || bad.Index != 0 {
		t.Errorf("NaN input: %v", err)
	}
	if v, ok := must(RSI(rising, 14))(t).Last(); !ok || v != 100 {
		t.Errorf("RSI of a rising series is %v", v)
	}
}
