package indicator

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// walk makes sound bars of a random walk that starts at a price.
func walk(seed uint64, n int, price float64) []bar.Bar {
	random := rand.New(rand.NewPCG(seed, 1))
	series := make([]bar.Bar, n)
	for i := range series {
		open := price
		price *= math.Exp(0.02 * random.NormFloat64())
		series[i] = bar.Bar{
			Time: time.Date(2018, 5, 11, 13, 30+5*i, 0, 0, time.UTC), Open: open, Close: price,
			High:   max(open, price) * (1 + 0.01*random.Float64()),
			Low:    min(open, price) * (1 - 0.01*random.Float64()),
			Volume: int64(random.IntN(1_000_000)),
		}
	}
	return series
}

// bars makes bars of one price each, a second apart.
func bars(volume int64, prices ...float64) []bar.Bar {
	series := make([]bar.Bar, len(prices))
	for i, p := range prices {
		series[i] = bar.Bar{Time: time.Unix(int64(i), 0), Open: p, High: p, Low: p, Close: p, Volume: volume}
	}
	return series
}

// everything runs every indicator with short periods.
func everything(t testing.TB, series []bar.Bar) map[string]Line {
	t.Helper()
	closes := bar.Closes(series)
	bollinger := must(Bollinger(closes, 5, 2))(t)
	keltner := must(Keltner(series, 5, 4, 2))(t)
	donchian := must(Donchian(series, 5))(t)
	macd := must(MACD(closes, 3, 6, 4))(t)
	stochastic := must(Stochastic(series, 5, 3, 2))(t)
	direction := must(ADX(series, 4))(t)
	cloud := must(Ichimoku(series, 3, 5, 8))(t)
	trail := must(Supertrend(series, 4, 1.5))(t)
	averaged := HeikinAshi(series)
	return map[string]Line{
		"sma": must(SMA(closes, 5))(t), "ema": must(EMA(closes, 5))(t), "rsi": must(RSI(closes, 5))(t),
		"bollinger upper": bollinger.Upper, "bollinger middle": bollinger.Middle, "bollinger lower": bollinger.Lower,
		"keltner upper": keltner.Upper, "keltner middle": keltner.Middle, "keltner lower": keltner.Lower,
		"donchian upper": donchian.Upper, "donchian middle": donchian.Middle, "donchian lower": donchian.Lower,
		"macd": macd.MACD, "macd signal": macd.Signal, "macd histogram": macd.Histogram,
		"stochastic k": stochastic.K, "stochastic d": stochastic.D,
		"adx": direction.ADX, "plus": direction.Plus, "minus": direction.Minus,
		"conversion": cloud.Conversion, "base": cloud.Base, "span a": cloud.SpanA, "span b": cloud.SpanB,
		"vwap": must(VWAP(series, nil))(t), "session vwap": must(VWAP(series, NewSession))(t),
		"atr": must(ATR(series, 5))(t), "obv": must(OBV(series))(t), "mfi": must(MFI(series, 5))(t),
		"sar": must(SAR(series, 0.02, 0.2))(t), "supertrend": trail.Stop, "heikin-ashi": bar.Closes(averaged),
	}
}
