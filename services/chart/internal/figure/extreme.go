package figure

import "math"

// box is a rectangle of pixels.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlaps(x0, y0, x1, y1 float64) bool {
	return b.x0 < x1 && x0 < b.x1 && b.y0 < y1 && y0 < b.y1
}

const (
	// markHalf is half the height of an extreme's label.
	markHalf = 12.0
	// markGap is between a wick and the label at its end.
	markGap = 5.0
)

// extremes names the highest and the lowest price of the span.
func (c *chart) extremes() {
	top, bottom := 0, 0
	for i, b := range c.bars {
		if b.High > c.bars[top].High {
			top = i
		}
		if b.Low < c.bars[bottom].Low {
			bottom = i
		}
	}
	high, low := c.bars[top].High, c.bars[bottom].Low
	if high == low {
		return
	}
	c.extreme(top, high, -1)
	c.extreme(bottom, low, 1)
}

// extreme writes a price at the end of a wick, beyond it or beside it, where it
// covers neither candles nor averages. Without such a place it is left out.
func (c *chart) extreme(i int, price, beyond float64) {
	style := c.theme.mark()
	text := number(price, c.decimals)
	half := style.Width(text)/2 + markGap
	x, y := c.columns.x(i), c.price.y(price)
	aside := half + c.columns.half
	for _, at := range [][2]float64{
		{c.within(x, half), y + beyond*(markHalf+markGap)},
		{x - aside, y - beyond*markHalf}, {x + aside, y - beyond*markHalf},
	} {
		place := box{at[0] - half, at[1] - markHalf, at[0] + half, at[1] + markHalf}
		if c.free(place) {
			c.scene.Round(place.x0, place.y0, place.x1, place.y1, 4, c.theme.background)
			c.scene.Text(at[0], at[1], text, style, .5)
			return
		}
	}
}

// within moves a label's middle so that it does not leave the panel.
func (c *chart) within(x, half float64) float64 {
	return math.Max(c.price.x0+half+4, math.Min(x, c.price.x1-half-4))
}

// free reports whether a box lies in the panel, below its legends, and covers
// neither candles nor averages.
func (c *chart) free(b box) bool {
	if b.x0 < c.price.x0 || b.x1 > c.price.x1 || b.y0 < c.price.y0+legendEnd || b.y1 > c.price.y1 {
		return false
	}
	for i, bar := range c.bars {
		x := c.columns.x(i)
		if b.overlaps(x-c.columns.half, c.price.y(bar.High), x+c.columns.half, c.price.y(bar.Low)) || c.averageCrosses(b, i) {
			return false
		}
	}
	return true
}

// averageCrosses reports whether an average runs through a box between a bar
// and the next one.
func (c *chart) averageCrosses(b box, i int) bool {
	next := min(i+1, len(c.bars)-1)
	for _, a := range c.averages {
		y0, y1 := c.averageAt(a, i), c.averageAt(a, next)
		if b.overlaps(c.columns.x(i)-1, math.Min(y0, y1)-a.width, c.columns.x(next)+1, math.Max(y0, y1)+a.width) {
			return true
		}
	}
	return false
}
