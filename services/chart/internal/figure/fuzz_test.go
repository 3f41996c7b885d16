package figure_test

import (
	"math"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// odd makes an input out of a few numbers: a price, how it moves, how many
// bars, and how far they are apart.
func odd(price, swing float64, count uint16, tf uint8, gap int32) figure.Input {
	in := figure.Input{
		Symbol: "^WWWWWWWWWWW", Name: "A Name", Exchange: "NYSE", Currency: "USD",
		Timeframe: timeframe.All[int(tf)%len(timeframe.All)], Zone: calendar.Zone(),
		Provider: "sample data", Source: "odd.csv", Synthetic: tf > 100,
		Options: figure.Options{Studies: study.Defaults()},
	}
	start := time.Date(2024, time.March, 8, 14, 30, 0, 0, time.UTC) // a change to summer time follows
	for i := range int(count%600) + 1 {
		high := price * math.Exp(swing*math.Abs(math.Sin(float64(i))))
		step := time.Duration(gap)*time.Minute + in.Timeframe.Step()*time.Duration(i)
		in.Bars = append(in.Bars, bar.Bar{
			Time: start.Add(step), Open: price, High: high, Low: price, Close: high, Volume: int64(i) * int64(gap),
		})
	}
	in.SpanStart = int(count) % len(in.Bars)
	in.AsOf = in.Bars[len(in.Bars)-1].Time
	return in
}

func FuzzBuild(f *testing.F) {
	for _, price := range []float64{1e-9, .00002, .5, 100, 754360, 9e9, math.NaN(), math.Inf(1), -1, 0} {
		f.Add(price, .01, uint16(120), uint8(2), int32(3))
	}
	f.Add(3.0, 20.0, uint16(599), uint8(4), int32(0))
	f.Add(100.0, 0.0, uint16(0), uint8(0), int32(7))
	f.Fuzz(func(t *testing.T, price, swing float64, count uint16, tf uint8, gap int32) {
		in := odd(price, swing, count, tf, gap)
		built, err := figure.Build(in)
		if err != nil {
			return
		}
		for _, fault := range faults(built.Scene) {
			t.Error(fault)
		}
		for _, op := range built.Scene.Ops {
			if math.IsNaN(op.X0+op.Y0+op.X1+op.Y1) || math.IsInf(op.X0+op.Y0+op.X1+op.Y1, 0) {
				t.Fatalf("a place that is no number: %+v", op)
			}
		}
	})
}

func TestBounds(t *testing.T) {
	for price, want := range map[float64]bool{1e-10: false, 1e-9: true, 1e10: true, 1.1e10: false} {
		if _, err := figure.Build(odd(price, 0, 30, 3, 1)); (err == nil) != want {
			t.Errorf("price %v: %v", price, err)
		}
	}
}
