// Package intraday expands one daily bar into the bars of a session that could
// have made it. The result is invented in between, is always the same for the
// same day, and says so on every bar.
package intraday

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// version changes whenever the expansion does, so that pictures can be told
// apart.
const version = "1"

// Expand makes the bars of one session from its daily bar. Together they have
// exactly its open, high, low, close and volume.
func Expand(s symbol.Symbol, day bar.Bar, step time.Duration) []bar.Bar {
	opening := calendar.Open(day.Time)
	count := max(1, int(calendar.Close(day.Time).Sub(opening)/step))
	random := rand.New(rand.NewChaCha8(seed(s, day.Time, count)))
	path := bridge(random, day, count)
	bars := make([]bar.Bar, count)
	for i := range bars {
		bars[i] = between(random, day, path[i], path[i+1])
		bars[i].Time = opening.Add(time.Duration(i) * step).UTC()
	}
	pinExtremes(bars, day)
	spreadVolume(random, bars, day.Volume)
	return bars
}

func seed(s symbol.Symbol, day time.Time, count int) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%s|%s|%d|%s", s, day.Format(time.DateOnly), count, version))
}

// leastSwing is how far swings go at least, as a part of the day's range. A day
// that opens or closes at an extreme would have none on that side.
const leastSwing = 0.35

// bridge is a Brownian bridge from open to close in count steps, its swings
// stretched so that they just reach high and low.
func bridge(random *rand.Rand, day bar.Bar, count int) []float64 {
	walk := make([]float64, count+1)
	for i := 1; i <= count; i++ {
		walk[i] = walk[i-1] + random.NormFloat64()
	}
	straight := func(i int) float64 { return day.Open + (day.Close-day.Open)*float64(i)/float64(count) }
	up, down, widest := math.Inf(1), math.Inf(1), 1e-9
	for i := range walk {
		walk[i] -= walk[count] * float64(i) / float64(count)
		widest = math.Max(widest, math.Abs(walk[i]))
		switch {
		case walk[i] > 0:
			up = math.Min(up, (day.High-straight(i))/walk[i])
		case walk[i] < 0:
			down = math.Min(down, (day.Low-straight(i))/walk[i])
		}
	}
	least := leastSwing * (day.High - day.Low) / widest
	path := make([]float64, count+1)
	for i, swing := range walk {
		if swing > 0 {
			swing *= math.Max(up, least)
		} else if swing < 0 {
			swing *= math.Max(down, least)
		}
		path[i] = inside(day, reflected(day, straight(i)+swing))
	}
	path[0], path[count] = day.Open, day.Close
	return path
}

// reflected turns a swing back at the day's range.
func reflected(day bar.Bar, price float64) float64 {
	switch {
	case price > day.High:
		return 2*day.High - price
	case price < day.Low:
		return 2*day.Low - price
	default:
		return price
	}
}

// between makes a bar from one price to the next with wicks of its own.
func between(random *rand.Rand, day bar.Bar, from, to float64) bar.Bar {
	wick := (day.High - day.Low) * 0.03
	return bar.Bar{
		Open: from, Close: to, Synthetic: true,
		High: math.Max(math.Max(from, to), inside(day, math.Max(from, to)+random.ExpFloat64()*wick)),
		Low:  math.Min(math.Min(from, to), inside(day, math.Min(from, to)-random.ExpFloat64()*wick)),
	}
}

// inside rounds to the four decimals of daily bars and keeps to their range.
func inside(day bar.Bar, price float64) float64 {
	return math.Min(day.High, math.Max(day.Low, math.Round(price*1e4)/1e4))
}

// pinExtremes lets the highest bar touch the day's high and the lowest its low.
func pinExtremes(bars []bar.Bar, day bar.Bar) {
	top, bottom := 0, 0
	for i, b := range bars {
		if b.High > bars[top].High {
			top = i
		}
		if b.Low < bars[bottom].Low {
			bottom = i
		}
	}
	bars[top].High, bars[bottom].Low = day.High, day.Low
}

// spreadVolume gives the ends of a session more than its middle; what rounding
// leaves goes to the last bar.
func spreadVolume(random *rand.Rand, bars []bar.Bar, total int64) {
	weights := make([]float64, len(bars))
	sum := 0.0
	for i := range weights {
		x := 2*float64(i)/math.Max(1, float64(len(bars)-1)) - 1
		weights[i] = (1 + 1.8*x*x) * (0.7 + 0.6*random.Float64())
		sum += weights[i]
	}
	left := total
	for i := range bars {
		bars[i].Volume = min(left, int64(float64(total)*weights[i]/sum))
		left -= bars[i].Volume
	}
	bars[len(bars)-1].Volume += left
}
