package render

import (
	"bytes"
	"image/png"
	"slices"
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
	for _, tf := range timeframe.All {
		b.Run(tf.String(), func(b *testing.B) {
			r, in, size := newRenderer(b, 1), fixture.AAPL(tf), 0
			b.ReportAllocs()
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				picture, err := r.Render(b.Context(), in, PNG)
				if err != nil {
					b.Fatal(err)
				}
				times, size = append(times, time.Since(start)), len(picture.Data)
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(size), "PNG-bytes")
		})
	}
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
