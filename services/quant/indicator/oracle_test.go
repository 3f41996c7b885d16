package indicator

import (
	"encoding/json"
	"math"
	"os"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// oracle holds real bars and what TA-Lib's own C code answers for them; null
// where it has no answer yet.
type oracle struct {
	Open, High, Low, Close, Volume []float64
	Want                           map[string][]*float64
}

func readOracle(t testing.TB) oracle {
	t.Helper()
	raw, err := os.ReadFile("testdata/talib-aapl.json")
	if err != nil {
		t.Fatal(err)
	}
	var o oracle
	if err := json.Unmarshal(raw, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o oracle) series() []bar.Bar {
	series := make([]bar.Bar, len(o.Close))
	for i := range series {
		series[i] = bar.Bar{
			Time: time.Date(2013, 5, 13+i, 0, 0, 0, 0, time.UTC),
			Open: o.Open[i], High: o.High[i], Low: o.Low[i], Close: o.Close[i], Volume: int64(o.Volume[i]),
		}
	}
	return series
}

// TestAgainstTALib demands the same bars to be absent and the others to agree
// to 1e-9 of their size.
func TestAgainstTALib(t *testing.T) {
	o := readOracle(t)
	for name, got := range oracleLines(t, o.series(), o.Close) {
		t.Run(name, func(t *testing.T) {
			want := o.Want[name]
			if len(got) != len(want) || len(want) == 0 {
				t.Fatalf("%d values, want %d", len(got), len(want))
			}
			var worst float64
			for i := range want {
				value, ok := got.At(i)
				if ok != (want[i] != nil) {
					t.Fatalf("bar %d: present %v, want %v", i, ok, want[i] != nil)
				}
				if ok {
					worst = max(worst, relativeError(value, *want[i]))
				}
			}
			t.Logf("%-17s largest relative error %.1e", name, worst)
			if worst > 1e-9 {
				t.Errorf("largest relative error %v", worst)
			}
		})
	}
}

func relativeError(got, want float64) float64 {
	if got == want {
		return 0
	}
	return math.Abs(got-want) / math.Abs(want)
}

// oracleLines runs every indicator TA-Lib has, under its name in the oracle.
func oracleLines(t *testing.T, series []bar.Bar, closes []float64) map[string]Line {
	t.Helper()
	bollinger := must(Bollinger(closes, 20, 2))(t)
	macd := must(MACD(closes, 12, 26, 9))(t)
	stochastic := must(Stochastic(series, 14, 3, 3))(t)
	direction := must(ADX(series, 14))(t)
	return map[string]Line{
		"sma20": must(SMA(closes, 20))(t), "ema20": must(EMA(closes, 20))(t), "rsi14": must(RSI(closes, 14))(t),
		"bollinger_upper": bollinger.Upper, "bollinger_middle": bollinger.Middle, "bollinger_lower": bollinger.Lower,
		"macd": macd.MACD, "macd_signal": macd.Signal, "macd_histogram": macd.Histogram,
		"atr14": must(ATR(series, 14))(t), "stochastic_k": stochastic.K, "stochastic_d": stochastic.D,
		"adx14": direction.ADX, "plus_di14": direction.Plus, "minus_di14": direction.Minus,
		"obv": must(OBV(series))(t), "mfi14": must(MFI(series, 14))(t), "sar": must(SAR(series, 0.02, 0.2))(t),
	}
}

// must takes what an indicator returns and fails the test on its error.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
