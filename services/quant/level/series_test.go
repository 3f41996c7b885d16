package level

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
		open := price * math.Exp(0.003*random.NormFloat64())
		price = open * math.Exp(0.02*random.NormFloat64())
		series[i] = bar.Bar{
			Time: time.Unix(int64(i), 0), Open: open, Close: price,
			High:   max(open, price) * (1 + 0.01*random.Float64()),
			Low:    min(open, price) * (1 - 0.01*random.Float64()),
			Volume: int64(random.IntN(1_000_000)),
		}
	}
	return series
}

// path makes bars of one price each and of the same volume.
func path(prices ...float64) []bar.Bar {
	series := make([]bar.Bar, len(prices))
	for i, p := range prices {
		series[i] = bar.Bar{Time: time.Unix(int64(i), 0), Open: p, High: p, Low: p, Close: p, Volume: 100}
	}
	return series
}

// times multiplies every price.
func times(series []bar.Bar, factor float64) []bar.Bar {
	scaled := make([]bar.Bar, len(series))
	for i, b := range series {
		b.Open, b.High, b.Low, b.Close = factor*b.Open, factor*b.High, factor*b.Low, factor*b.Close
		scaled[i] = b
	}
	return scaled
}

// near compares to 1e-9 of the size.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }

// expect demands a number, to 1e-9.
func expect(t *testing.T, name string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s is %v, want %v", name, got, want)
	}
}
