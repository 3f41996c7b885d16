package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// box is a rectangle of pixels.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlaps(x0, y0, x1, y1 float64) bool {
	return b.x0 < x1 && x0 < b.x1 && b.y0 < y1 && y0 < b.y1
}

// cut reports whether the way from one place to another leads through the box.
func (b box) cut(from, to scene.Point) bool {
	enter, leave := 0., 1.
	for _, axis := range [2][4]float64{
		{from.X, to.X - from.X, b.x0, b.x1}, {from.Y, to.Y - from.Y, b.y0, b.y1},
	} {
		start, way, low, high := axis[0], axis[1], axis[2], axis[3]
		if way == 0 {
			if start < low || start > high {
				return false
			}
			continue
		}
		first, last := (low-start)/way, (high-start)/way
		enter, leave = math.Max(enter, math.Min(first, last)), math.Min(leave, math.Max(first, last))
	}
	return enter <= leave
}

// moved is the box lower by dy.
func (b box) moved(dy float64) box { return box{b.x0, b.y0 + dy, b.x1, b.y1 + dy} }

// crowd are the places labels have taken.
type crowd []box

// take reports whether a box is free, and takes it if so.
func (c *crowd) take(b box) bool {
	for _, other := range *c {
		if b.overlaps(other.x0, other.y0, other.x1, other.y1) {
			return false
		}
	}
	*c = append(*c, b)
	return true
}

// inPrices reports whether a box lies in the panel of the prices.
func (c *chart) inPrices(b box) bool {
	return b.x0 >= c.price.x0 && b.x1 <= c.price.x1 && b.y0 >= c.price.y0 && b.y1 <= c.price.y1
}

// within moves a label's middle so that it does not leave the panel.
func (c *chart) within(x, half float64) float64 {
	return math.Max(c.price.x0+half+4, math.Min(x, c.price.x1-half-4))
}
