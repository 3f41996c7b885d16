package raster

import (
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

const (
	black = scene.Color(0x000000ff)
	white = scene.Color(0xffffffff)
)

// drawn plays operations on a black picture of 40 x 30 pixels.
func drawn(paint func(*scene.Scene)) *image.RGBA {
	s := &scene.Scene{Width: 40, Height: 30, Background: black}
	paint(s)
	return NewCanvas(s.Width, s.Height, 1).Draw(s)
}

// ink is the summed brightness of a rectangle, in whole white pixels.
func ink(m *image.RGBA, r image.Rectangle) float64 {
	sum := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum += int(m.RGBAAt(x, y).G)
		}
	}
	return float64(sum) / 255
}

func TestRectFillsWholePixels(t *testing.T) {
	m := drawn(func(s *scene.Scene) { s.Rect(9.6, 5.4, 19.5, 10.5, white) })
	if got := ink(m, image.Rect(10, 5, 20, 11)); got != 60 {
		t.Errorf("%v of 60 pixels are white", got)
	}
	if got := ink(m, m.Rect); got != 60 {
		t.Errorf("%v pixels of light, want 60", got)
	}
}

func TestBlend(t *testing.T) {
	m := drawn(func(s *scene.Scene) {
		s.Rect(0, 0, 10, 10, 0x204060ff)
		s.Rect(0, 0, 10, 10, 0x0000ff80)
	})
	if got, want := m.RGBAAt(3, 3), (color.RGBA{16, 32, 176, 255}); got != want {
		t.Errorf("half of blue over %v, want %v", got, want)
	}
}

func TestClip(t *testing.T) {
	m := drawn(func(s *scene.Scene) {
		s.Clip(5, 5, 10, 10)
		s.Rect(0, 0, 40, 30, white)
		s.Line([]scene.Point{{X: 0, Y: 29}, {X: 39, Y: 0}}, 4, white)
		s.Unclip()
		s.Rect(39, 29, 60, 60, white)
	})
	if got := ink(m, m.Rect); got != 26 {
		t.Errorf("%v pixels of light, want 25 inside the clip and 1 after it", got)
	}
}

// TestLineHasItsWidth compares the light of a stroke with its area: length
// times width, and a half disc at each end.
func TestLineHasItsWidth(t *testing.T) {
	a, b := scene.Point{X: 8.3, Y: 7.1}, scene.Point{X: 31.2, Y: 21.9}
	for _, width := range []float64{1, 2, 3, 5} {
		m := drawn(func(s *scene.Scene) { s.Line([]scene.Point{a, b}, width, white) })
		want := math.Hypot(b.X-a.X, b.Y-a.Y)*width + math.Pi*width*width/4
		if got := ink(m, m.Rect); math.Abs(got-want) > want*.06 {
			t.Errorf("width %v: %v pixels of light, want %v", width, got, want)
		}
	}
}

func TestLineLeavesGaps(t *testing.T) {
	gap := math.NaN()
	m := drawn(func(s *scene.Scene) {
		s.Line([]scene.Point{{X: 2, Y: 10}, {X: 12, Y: 11}, {X: 20, Y: gap}, {X: 28, Y: 11}, {X: 38, Y: 10}}, 2, white)
	})
	if got := ink(m, image.Rect(15, 0, 25, 30)); got != 0 {
		t.Errorf("%v pixels of light in the gap", got)
	}
	if left, right := ink(m, image.Rect(0, 0, 15, 30)), ink(m, image.Rect(25, 0, 40, 30)); left < 15 || right < 15 {
		t.Errorf("%v and %v pixels of light beside the gap", left, right)
	}
}

func TestJointsAreNotDarker(t *testing.T) {
	half := white.Alpha(.5)
	m := drawn(func(s *scene.Scene) {
		s.Line([]scene.Point{{X: 5, Y: 5}, {X: 20, Y: 15}, {X: 35, Y: 5}}, 6, half)
	})
	for y := range 30 {
		for x := range 40 {
			if m.RGBAAt(x, y).G > 128 {
				t.Fatalf("pixel %d,%d is %v, more than half", x, y, m.RGBAAt(x, y).G)
			}
		}
	}
}

func TestGuideIsDashed(t *testing.T) {
	m := drawn(func(s *scene.Scene) { s.Guide(0, 40, 10.5, 3, 4, white) })
	for x := range 40 {
		want := uint8(0)
		if x%7 < 3 {
			want = 255
		}
		if got := m.RGBAAt(x, 10).G; got != want {
			t.Fatalf("pixel %d of the guide is %d, want %d", x, got, want)
		}
	}
}

func TestTextStandsOnWholePixels(t *testing.T) {
	m := drawn(func(s *scene.Scene) {
		s.Text(20, 15, "H", scene.Style{Face: typeface.Bold, Size: 22, Color: white}, .5)
	})
	top, bottom := 30, -1
	for y := range 30 {
		if ink(m, image.Rect(0, y, 40, y+1)) > 0 {
			top, bottom = min(top, y), max(bottom, y)
		}
	}
	if bottom-top+1 != 16 { // 22 pixels times the height of capitals
		t.Errorf("an H is %d pixels high, from %d", bottom-top+1, top)
	}
	first, last := ink(m, image.Rect(0, top, 40, top+1)), ink(m, image.Rect(0, 15, 40, 16))
	if first == 0 || last == 0 || math.Abs(first-ink(m, image.Rect(0, bottom, 40, bottom+1))) > .1 {
		t.Errorf("its edges are not alike: %v", first)
	}
}

func TestACanvasForgets(t *testing.T) {
	c := NewCanvas(40, 30, 1)
	c.Draw(&scene.Scene{Background: black, Ops: []scene.Op{{Kind: scene.Line, Points: []scene.Point{{X: 1, Y: 1}, {X: 30, Y: 20}}, Size: 9, Color: white}}})
	if m := c.Draw(&scene.Scene{Background: black}); ink(m, m.Rect) != 0 {
		t.Error("the picture before shines through")
	}
}

func TestArea(t *testing.T) {
	m := drawn(func(s *scene.Scene) {
		s.Area([]scene.Point{{X: 10, Y: 5}, {X: 30, Y: 5}, {X: 30, Y: 15}, {X: 10, Y: 15}}, white)
		s.Clip(0, 0, 5, 30)
		s.Area([]scene.Point{{X: -10, Y: 20}, {X: 30, Y: 20}, {X: 30, Y: 25}, {X: -10, Y: 25}}, white)
	})
	if got := ink(m, image.Rect(10, 5, 30, 15)); math.Abs(got-200) > 1 {
		t.Errorf("%v of 200 pixels are white", got)
	}
	if got := ink(m, m.Rect); math.Abs(got-225) > 1 {
		t.Errorf("%v pixels of light, want 225: the second area is clipped to 5 by 5", got)
	}
}

func TestScale(t *testing.T) {
	s := &scene.Scene{Width: 20, Height: 15, Background: black}
	s.Rect(2, 2, 5, 4, white)
	s.Guide(0, 20, 10.5, 1, 1, white)
	m := NewCanvas(20, 15, 2).Draw(s)
	if m.Rect.Dx() != 40 || m.Rect.Dy() != 30 {
		t.Fatalf("size %v", m.Rect)
	}
	if got := ink(m, image.Rect(4, 4, 10, 8)); got != 24 {
		t.Errorf("%v of 24 pixels are white", got)
	}
	if got := ink(m, image.Rect(0, 20, 40, 22)); got != 40 {
		t.Errorf("%v of 40 pixels of the dashes are white", got)
	}
}
