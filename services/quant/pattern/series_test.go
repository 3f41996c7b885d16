package pattern

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// knot is a bar and the price a drawn path passes there.
type knot struct {
	index int
	price float64
}

// draw makes bars along straight lines between knots; jitter is the random
// part of prices, in hundredths.
func draw(random *rand.Rand, jitter float64, knots ...knot) []bar.Bar {
	var series []bar.Bar
	before := knots[0].price
	for k := 1; k < len(knots); k++ {
		from, to := knots[k-1], knots[k]
		for i := from.index; i < to.index; i++ {
			part := float64(i+1-from.index) / float64(to.index-from.index)
			price := (from.price + (to.price-from.price)*part) * (1 + jitter/100*random.NormFloat64())
			wick := price * jitter / 100 * random.Float64()
			series = append(series, bar.Bar{
				Time: time.Unix(int64(len(series)), 0), Open: before, Close: price,
				High: max(before, price) + wick, Low: min(before, price) - wick, Volume: 1000,
			})
			before = price
		}
	}
	return series
}

// shapes are drawn around a price of 100, each ending while it is in play.
var shapes = map[Kind][]knot{
	AscendingTriangle:       {{0, 90}, {8, 110}, {16, 96}, {24, 110}, {31, 100}, {38, 110}, {44, 104}, {48, 107}},
	DescendingTriangle:      {{0, 110}, {8, 90}, {16, 104}, {24, 90}, {31, 100}, {38, 90}, {44, 96}, {48, 93}},
	SymmetricTriangle:       {{0, 80}, {10, 112}, {18, 91}, {26, 109}, {33, 94}, {40, 106}, {46, 97}, {49, 101}},
	HeadAndShoulders:        {{0, 80}, {10, 100}, {18, 90}, {28, 110}, {38, 90}, {46, 100}, {52, 92}},
	InverseHeadAndShoulders: {{0, 120}, {10, 100}, {18, 110}, {28, 90}, {38, 110}, {46, 100}, {52, 108}},
	DoubleTop:               {{0, 85}, {14, 110}, {24, 98}, {34, 110}, {41, 101}},
	DoubleBottom:            {{0, 115}, {14, 90}, {24, 102}, {34, 90}, {41, 99}},
	ChannelUp:               {{0, 90}, {8, 102}, {16, 94}, {24, 106}, {32, 98}, {40, 110}, {48, 102}, {52, 108}},
	ChannelDown:             {{0, 110}, {8, 98}, {16, 106}, {24, 94}, {32, 102}, {40, 90}, {48, 98}, {52, 92}},
	ChannelSideways:         {{0, 95}, {8, 105}, {16, 95}, {24, 105}, {32, 95}, {40, 105}, {48, 95}, {52, 100}},
}

// scaled multiplies every price.
func scaled(series []bar.Bar, factor float64) []bar.Bar {
	result := make([]bar.Bar, len(series))
	for i, b := range series {
		b.Open, b.High, b.Low, b.Close = factor*b.Open, factor*b.High, factor*b.Low, factor*b.Close
		result[i] = b
	}
	return result
}

// poled draws a calm stretch, a steep move of the sign and a rest of 12 bars
// whose height goes from 1.6 % to end.
func poled(random *rand.Rand, sign, end float64) []bar.Bar {
	series := draw(random, 0.3, knot{0, 100}, knot{30, 100}, knot{36, 100 + sign*15})
	top, last := 100+sign*15, series[len(series)-1].Close
	for i := range 12 {
		part := float64(i) / 11
		middle := top - sign*(2+2*part)
		half := (1.6 + (end-1.6)*part) / 2
		b := bar.Bar{
			Time: time.Unix(int64(len(series)), 0), Open: last, Volume: 500,
			Close: middle + half*0.8*math.Cos(float64(i)*math.Pi),
		}
		b.Open = min(max(b.Open, middle-half), middle+half)
		b.High, b.Low = middle+half, middle-half
		last = b.Close
		series = append(series, b)
	}
	return series
}

// noise makes bars around 100 that go nowhere.
func noise(seed uint64, n int) []bar.Bar {
	random := rand.New(rand.NewPCG(seed, 3))
	return draw(random, 1, knot{0, 100}, knot{n, 100})
}

// walk makes bars of a random walk.
func walk(seed uint64, n int) []bar.Bar {
	random := rand.New(rand.NewPCG(seed, 4))
	knots := make([]knot, n+1)
	price := 100.0
	for i := range knots {
		knots[i] = knot{i, price}
		price *= math.Exp(0.015 * random.NormFloat64())
	}
	return draw(random, 0.3, knots...)
}
