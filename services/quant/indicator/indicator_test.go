package indicator

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"testing"
)

// oracle holds what TA-Lib's own C code answers for real closes. It was given
// them before they were rounded to four decimals, hence the tolerances.
type oracle struct {
	Closes []float64  `json:"closes"`
	SMA20  []*float64 `json:"sma20"`
	EMA20  []*float64 `json:"ema20"`
	RSI14  []*float64 `json:"rsi14"`
}

func TestAgainstTALib(t *testing.T) {
	raw, err := os.ReadFile("testdata/talib-aapl.json")
	if err != nil {
		t.Fatal(err)
	}
	var o oracle
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		run    func([]float64, int) (Line, error)
		period int
		want   []*float64
		within float64
	}{
		"SMA 20": {SMA, 20, o.SMA20, 5e-5},
		"EMA 20": {EMA, 20, o.EMA20, 5e-5},
		"RSI 14": {RSI, 14, o.RSI14, 2e-3},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := c.run(o.Closes, c.period)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range c.want {
				value, ok := got.At(i)
				if ok != (want != nil) {
					t.Fatalf("bar %d: present %v, want %v", i, ok, want != nil)
				}
				if ok && math.Abs(value-*want) > c.within {
					t.Fatalf("bar %d: %v, want %v", i, value, *want)
				}
			}
		})
	}
}

func TestGuards(t *testing.T) {
	flat := make([]float64, 40)
	rising := make([]float64, 40)
	for i := range flat {
		flat[i], rising[i] = 7, float64(i+1)
	}
	broken := append([]float64{math.NaN()}, rising...)

	var few InsufficientBarsError
	if _, err := SMA(rising[:19], 20); !errors.As(err, &few) || few.Need != 20 || few.Have != 19 {
		t.Errorf("19 bars for SMA 20: %v", err)
	}
	if _, err := RSI(rising[:14], 14); !errors.As(err, &few) || few.Need != 15 {
		t.Errorf("14 bars for RSI 14: %v", err)
	}
	var bad NotFiniteError
	if _, err := EMA(broken, 20); !errors.As(err, &bad) || bad.Index != 0 {
		t.Errorf("NaN input: %v", err)
	}
	if _, err := SMA(rising, 1); err == nil {
		t.Error("period 1 accepted")
	}
	if line, err := RSI(flat, 14); err != nil {
		t.Error(err)
	} else if _, ok := line.Last(); ok {
		t.Error("RSI of a flat series is present")
	}
	if line, err := RSI(rising, 14); err != nil {
		t.Error(err)
	} else if v, ok := line.Last(); !ok || v != 100 {
		t.Errorf("RSI of a rising series is %v", v)
	}
}

func TestTrendOf(t *testing.T) {
	for name, c := range map[string]struct {
		price, short, long float64
		want               Trend
	}{
		"up":            {12, 11, 10, Up},
		"down":          {8, 9, 10, Down},
		"crossing":      {12, 9, 10, Sideways},
		"all the same":  {10, 10, 10, Sideways},
		"below in rise": {10, 11, 10, Sideways},
	} {
		if got := TrendOf(c.price, c.short, c.long); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
