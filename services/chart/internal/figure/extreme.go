package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

const (
	// markHalf is half the height of an extreme's label.
	markHalf = 12.0
	// markGap is between a wick and the label at its end.
	markGap = 5.0
)

// extremes names the highest and the lowest price of the span.
func (c *chart) extremes() {
	shown := c.bars // an averaged bar's ends were not traded
	if c.Style == Closes || c.Style == Mountain {
		shown = c.drawn
	}
	top, bottom := 0, 0
	for i, b := range shown {
		if b.High > shown[top].High {
			top = i
		}
		if b.Low < shown[bottom].Low {
			bottom = i
		}
	}
	high, low := shown[top].High, shown[bottom].Low
	if high == low {
		return
	}
	for _, e := range []struct {
		bar    int
		price  float64
		beyond float64
	}{{top, high, -1}, {bottom, low, 1}} {
		if e.price != c.last().Close || e.bar != len(c.bars)-1 { // which the tag says
			c.extreme(e.bar, e.price, e.beyond)
		}
	}
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
		if c.free(place) && c.crowd.take(place) {
			c.scene.Round(place.x0, place.y0, place.x1, place.y1, 4, c.theme.background)
			c.scene.Text(at[0], at[1], text, style, .5)
			return
		}
	}
}

// free reports whether a box lies among the prices and covers neither bars nor
// overlays.
func (c *chart) free(b box) bool {
	if !c.inPrices(b) {
		return false
	}
	for i, bar := range c.drawn {
		x := c.columns.x(i)
		if b.overlaps(x-c.columns.half, c.price.y(bar.High), x+c.columns.half, c.price.y(bar.Low)+1) || c.crossed(b, i) {
			return false
		}
	}
	return !c.shapeCrosses(b)
}

// shapeCrosses reports whether an edge of a pattern runs through a box.
func (c *chart) shapeCrosses(b box) bool {
	for _, s := range c.studies.Marks.Shapes {
		for _, e := range s.Edges {
			if b.cut(c.place(e.From), c.place(e.To)) {
				return true
			}
		}
	}
	return false
}

// crossed reports whether a line runs through a box between a bar and the next
// one.
func (c *chart) crossed(b box, i int) bool {
	if c.Style == Closes || c.Style == Mountain {
		next := c.drawn[min(i+1, len(c.drawn)-1)].Close
		if c.segmentCrosses(b, i, c.drawn[i].Close, next, 3) {
			return true
		}
	}
	for _, o := range c.studies.Overlays {
		for _, l := range o.Lines {
			if c.lineCrosses(b, l, i) {
				return true
			}
		}
	}
	return false
}

func (c *chart) lineCrosses(b box, l study.Line, i int) bool {
	if i >= len(l.Values) {
		return false
	}
	return c.segmentCrosses(b, i, l.Values[i], l.Values[min(i+1, len(l.Values)-1)], l.Width)
}

// segmentCrosses takes the hull of a line between two neighbours.
func (c *chart) segmentCrosses(b box, i int, from, to, width float64) bool {
	y0, y1 := c.price.y(from), c.price.y(to)
	return b.overlaps(c.columns.x(i)-1, math.Min(y0, y1)-width, c.columns.x(i+1)+1, math.Max(y0, y1)+width)
}
