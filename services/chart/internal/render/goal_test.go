package render

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/raster"
)

// TestGoals holds what does not depend on the machine: how large pictures are,
// and how often and for how much memory drawing one asks once others were drawn.
func TestGoals(t *testing.T) {
	if raced {
		t.Skip("the race detector asks for memory itself")
	}
	for name, c := range map[string]struct {
		look           string
		bytes          int
		allocs, memory float64
	}{
		"four panels":                   {fourPanels, 60 << 10, 200, 200 << 10},
		"everything":                    {everything, 80 << 10, 390, 300 << 10},
		"four panels at twice the size": {strings.Replace(fourPanels, "discord", "retina", 1), 150 << 10, 200, 300 << 10},
	} {
		r, in, size := newRenderer(t, 1), inputOf(c.look), 0
		allocs, memory := asked(func() {
			picture, err := r.Render(t.Context(), in, PNG)
			if err != nil {
				t.Fatal(err)
			}
			size = len(picture.Data)
		})
		t.Logf("%s: %d bytes, %v allocations of %v bytes", name, size, allocs, memory)
		if size > c.bytes || allocs > c.allocs || memory > c.memory {
			t.Errorf("%s: %d bytes, at most %d; %v allocations, at most %v; of %v bytes, at most %v",
				name, size, c.bytes, allocs, c.allocs, memory, c.memory)
		}
	}
}

// asked is how often a function asks for memory, and for how much, the least of
// several times: desks that were cleared away in between are made anew.
func asked(draw func()) (allocs, memory float64) {
	draw()
	allocs, memory = math.Inf(1), math.Inf(1)
	for range 20 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		draw()
		runtime.ReadMemStats(&after)
		allocs = min(allocs, float64(after.Mallocs-before.Mallocs))
		memory = min(memory, float64(after.TotalAlloc-before.TotalAlloc))
	}
	return allocs, memory
}

// leastFidelity is how much of a picture the palette keeps, in decibels; the eye
// sees no difference above 40.
const leastFidelity = 46

// TestFidelity compares files with the pixels they were made of.
func TestFidelity(t *testing.T) {
	for name, look := range map[string]string{"four panels": fourPanels, "everything": everything} {
		in := inputOf(look)
		chart, err := figure.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		drawn := raster.NewCanvas(figure.Width, figure.Height, 1).Draw(chart.Scene)
		picture, err := newRenderer(t, 1).Render(t.Context(), in, PNG)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := png.Decode(bytes.NewReader(picture.Data))
		if err != nil {
			t.Fatal(err)
		}
		got := fidelity(drawn, kept)
		t.Logf("%s: %.1f dB", name, got)
		if got < leastFidelity {
			t.Errorf("%s: %.1f dB, at least %d", name, got, leastFidelity)
		}
	}
}

// fidelity is the peak signal-to-noise ratio of the colour channels.
func fidelity(drawn *image.RGBA, kept image.Image) float64 {
	sum, count := 0.0, 0.0
	for y := range drawn.Rect.Dy() {
		for x := range drawn.Rect.Dx() {
			p := drawn.RGBAAt(x, y)
			q, _ := color.RGBAModel.Convert(kept.At(x, y)).(color.RGBA)
			for _, d := range [...]float64{float64(p.R) - float64(q.R), float64(p.G) - float64(q.G), float64(p.B) - float64(q.B)} {
				sum, count = sum+d*d, count+1
			}
		}
	}
	return 10 * math.Log10(255*255/(sum/count))
}
