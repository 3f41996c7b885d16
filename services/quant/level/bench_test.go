package level

import "testing"

func BenchmarkLevels(b *testing.B) {
	series := walk(1, 252, 50)
	for name, run := range map[string]func(){
		"support and resistance": func() { SupportResistance(series, 5) },
		"fibonacci":              func() { Fibonacci(series) },
		"volume profile":         func() { VolumeProfile(series, 24) },
		"pivots":                 func() { PivotsOf(series, nil) },
		"gaps":                   func() { Gaps(series) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
	}
}
