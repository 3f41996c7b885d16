package render

import (
	"bytes"
	"image/png"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/fixture"
	"github.com/catalyst-bot/mesh/services/chart/internal/palette"
	"github.com/catalyst-bot/mesh/services/chart/internal/raster"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// BenchmarkRender draws a whole chart, PNG included, and reports the median
// time and the size.
func BenchmarkRender(b *testing.B) {
	for _, tf := range fixture.Timeframes {
		b.Run(tf.String(), func(b *testing.B) { benchmark(b, fixture.AAPL(tf), PNG) })
	}
	for _, style := range figure.Styles {
		b.Run("in "+string(style), func(b *testing.B) {
			benchmark(b, inputOf(strings.Replace(fourPanels, "candles", string(style), 1)), PNG)
		})
	}
	for name, look := range map[string]string{
		"four panels": fourPanels, "everything": everything,
		"four panels at twice the size": strings.Replace(fourPanels, "discord", "retina", 1),
		"four panels on a phone":        strings.Replace(fourPanels, "discord", "phone", 1),
	} {
		b.Run(name, func(b *testing.B) { benchmark(b, inputOf(look), PNG) })
	}
	b.Run("four panels as SVG", func(b *testing.B) { benchmark(b, inputOf(fourPanels), SVG) })
}

// The charts of the goals: 126 bars.
const (
	fourPanels = "6M dark candles discord ema20,ema50,volume,rsi,macd,stochastic"
	everything = "6M dark candles discord ema20,ema50,bollinger,vwap,sr,fibonacci,volume_profile,volume,rsi,macd"
)

func benchmark(b *testing.B, in figure.Input, format Format) {
	r, size := newRenderer(b, 1), 0
	b.ReportAllocs()
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		picture, err := r.Render(b.Context(), in, format)
		if err != nil {
			b.Fatal(err)
		}
		times, size = append(times, time.Since(start)), len(picture.Data)
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(size), "picture-bytes")
}

// BenchmarkKept answers the same chart again and again.
func BenchmarkKept(b *testing.B) {
	r := New(Settings{Parallel: func() int { return 1 }, CacheTime: func() time.Duration { return time.Hour }})
	defer r.Close()
	in := inputOf(fourPanels)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Render(b.Context(), in, PNG); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTogether draws on every core at a time, no two the same.
func BenchmarkTogether(b *testing.B) {
	r, in := newRenderer(b, runtime.GOMAXPROCS(0)), inputOf(fourPanels)
	var count atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		other := in
		for pb.Next() {
			other.AsOf = in.AsOf.Add(time.Duration(count.Add(1)))
			if _, err := r.Render(b.Context(), other, PNG); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "charts/s")
}

// BenchmarkAgainstStandard draws the same chart with our encoder and with the
// standard one in turn, so that the load of the machine falls on both, and
// reports how many times as long and as large the latter's is.
func BenchmarkAgainstStandard(b *testing.B) {
	chart, err := figure.Build(inputOf(fourPanels))
	if err != nil {
		b.Fatal(err)
	}
	canvas, encoder := raster.NewCanvas(figure.Width, figure.Height, 1), new(palette.Encoder)
	var ours, standard time.Duration
	var small, large int
	var out bytes.Buffer
	for b.Loop() {
		start := time.Now()
		raw, err := encoder.Encode(canvas.Draw(chart.Scene), "")
		if err != nil {
			b.Fatal(err)
		}
		ours, small = ours+time.Since(start), len(raw)
		start = time.Now()
		out.Reset()
		if err := png.Encode(&out, canvas.Draw(chart.Scene)); err != nil {
			b.Fatal(err)
		}
		standard, large = standard+time.Since(start), out.Len()
	}
	b.ReportMetric(float64(standard)/float64(ours), "times-as-long")
	b.ReportMetric(float64(large)/float64(small), "times-as-large")
}

// BenchmarkSteps times the parts, and beside our encoder the standard one.
func BenchmarkSteps(b *testing.B) {
	in := fixture.AAPL(timeframe.Year)
	chart, err := figure.Build(in)
	if err != nil {
		b.Fatal(err)
	}
	canvas := raster.NewCanvas(figure.Width, figure.Height, 1)
	picture := canvas.Draw(chart.Scene)

	b.Run("layout", func(b *testing.B) {
		for b.Loop() {
			if _, err := figure.Build(in); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("draw", func(b *testing.B) {
		for b.Loop() {
			canvas.Draw(chart.Scene)
		}
	})
	b.Run("encode palette", func(b *testing.B) {
		size, encoder := 0, new(palette.Encoder)
		for b.Loop() {
			raw, err := encoder.Encode(picture, "")
			if err != nil {
				b.Fatal(err)
			}
			size = len(raw)
		}
		b.ReportMetric(float64(size), "PNG-bytes")
	})
	b.Run("encode image/png", func(b *testing.B) {
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			if err := png.Encode(&out, picture); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(out.Len()), "PNG-bytes")
	})
}
