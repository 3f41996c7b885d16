package figure

import (
	"math"
	"testing"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// luminance is that of WCAG 2.
func luminance(c scene.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= .04045 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*linear(r) + .7152*linear(g) + .0722*linear(b)
}

func contrastOf(a, b scene.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + .05) / (math.Min(la, lb) + .05)
}

// TestContrast holds every text, in whatever colour, to 4.5 to 1.
func TestContrast(t *testing.T) {
	for _, name := range Themes {
		theme := themeOf(name)
		texts := append([]scene.Color{theme.text, theme.dim, theme.strong, theme.up, theme.down, theme.flat, theme.warning}, theme.hues[:]...)
		for i, c := range texts {
			if got := contrastOf(c, theme.background); got < 4.5 {
				t.Errorf("%s: text %d, %06x, has contrast %.2f", name, i, c>>8, got)
			}
		}
		grounds := append([]scene.Color{theme.text, theme.up, theme.down, theme.flat, theme.warning}, theme.hues[:]...)
		for i, c := range grounds {
			if got := contrastOf(c, theme.onTag); got < 4.5 {
				t.Errorf("%s: tag %d, %06x, has contrast %.2f", name, i, c>>8, got)
			}
		}
	}
}

// TestStack lets tags come anywhere: they must keep apart and stay inside, and
// the first must keep its place when there is room around it.
func TestStack(t *testing.T) {
	p := panel{y0: 100, y1: 400}
	for name, ys := range map[string][]float64{
		"apart": {200, 300, 120}, "together": {200, 200, 200, 200}, "at the top": {101, 90, 80, 110},
		"at the bottom": {399, 500, 398}, "too many": {200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211},
	} {
		tags := make([]tag, len(ys))
		for i, y := range ys {
			tags[i] = tag{y: y, text: string(rune('a' + i))}
		}
		stacked := stack(tags, p)
		for i, got := range stacked {
			if got.y-tagHalf < p.y0 || got.y+tagHalf > p.y1 || i > 0 && got.y-stacked[i-1].y < tagRoom-1 {
				t.Errorf("%s: tag %d at %v after %v", name, i, got.y, stacked[max(0, i-1)].y)
			}
			if got.text == "a" && (name == "apart" || name == "together") && got.y != ys[0] {
				t.Errorf("%s: the first tag moved to %v", name, got.y)
			}
		}
	}
}

func TestLogPanel(t *testing.T) {
	p := panel{y0: 0, y1: 300, low: 1, high: 100, log: true}
	if got := p.y(10); math.Abs(got-150) > 1e-9 {
		t.Errorf("the middle of 1 and 100 is at %v", got)
	}
	if got := p.value(p.y(37)); math.Abs(got-37) > 1e-9 {
		t.Errorf("37 came back as %v", got)
	}
	if !math.IsNaN(p.y(0)) {
		t.Error("zero has a place on a log scale")
	}
}

func TestCut(t *testing.T) {
	b := box{10, 10, 20, 20}
	for name, c := range map[string]struct {
		from, to scene.Point
		want     bool
	}{
		"through":   {scene.Point{X: 0, Y: 0}, scene.Point{X: 30, Y: 30}, true},
		"beside":    {scene.Point{X: 0, Y: 15}, scene.Point{X: 5, Y: 15}, false},
		"corner":    {scene.Point{X: 0, Y: 12}, scene.Point{X: 12, Y: 0}, false},
		"level":     {scene.Point{X: 0, Y: 15}, scene.Point{X: 30, Y: 15}, true},
		"inside":    {scene.Point{X: 12, Y: 12}, scene.Point{X: 13, Y: 14}, true},
		"above all": {scene.Point{X: 0, Y: 5}, scene.Point{X: 30, Y: 5}, false},
	} {
		if got := b.cut(c.from, c.to); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
