package indicator

import (
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// BenchmarkIndicators measures 252 bars with 150 before them, a chart's year.
func BenchmarkIndicators(b *testing.B) {
	series := walk(9, 402, 50)
	closes := bar.Closes(series)
	for name, run := range map[string]func() (any, error){
		"sma":        func() (any, error) { return SMA(closes, 20) },
		"rsi":        func() (any, error) { return RSI(closes, 14) },
		"macd":       func() (any, error) { return MACD(closes, 12, 26, 9) },
		"bollinger":  func() (any, error) { return Bollinger(closes, 20, 2) },
		"vwap":       func() (any, error) { return VWAP(series, NewSession) },
		"keltner":    func() (any, error) { return Keltner(series, 20, 10, 2) },
		"donchian":   func() (any, error) { return Donchian(series, 20) },
		"atr":        func() (any, error) { return ATR(series, 14) },
		"stochastic": func() (any, error) { return Stochastic(series, 14, 3, 3) },
		"adx":        func() (any, error) { return ADX(series, 14) },
		"obv":        func() (any, error) { return OBV(series) },
		"mfi":        func() (any, error) { return MFI(series, 14) },
		"ichimoku":   func() (any, error) { return Ichimoku(series, 9, 26, 52) },
		"supertrend": func() (any, error) { return Supertrend(series, 10, 3) },
		"sar":        func() (any, error) { return SAR(series, 0.02, 0.2) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
