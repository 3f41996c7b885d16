package figure

import (
	"math"
)

// stretch is how far overlays and lines at prices may widen the range beyond
// the bars, as a part of the bars' own range; the bars must not be squashed by
// a distant average.
const stretch = .6

// nearby is how far from the bars a level is still shown, likewise.
const nearby = .3

// span is a range of values.
type span struct{ low, high float64 }

func newSpan() span { return span{math.Inf(1), math.Inf(-1)} }

// hold widens the span to a value; NaN is passed over.
func (s *span) hold(v float64) {
	if !math.IsNaN(v) {
		s.low, s.high = math.Min(s.low, v), math.Max(s.high, v)
	}
}

// priceRange is what the price panel covers: all bars, and what is drawn over
// them as far as it stays near.
func (c *chart) priceRange() (low, high float64) {
	bars := newSpan()
	for _, b := range c.drawn {
		bars.hold(b.Low)
		bars.hold(b.High)
	}
	bars.hold(c.last().Close)
	least, most := bars.low-stretch*(bars.high-bars.low), bars.high+stretch*(bars.high-bars.low)
	if c.Log {
		least, most = bars.low*math.Pow(bars.low/bars.high, stretch), bars.high*math.Pow(bars.high/bars.low, stretch)
	}
	all := bars
	hold := func(v float64) { all.hold(math.Max(least, math.Min(v, most))) }
	for _, o := range c.studies.Overlays {
		for _, l := range o.Lines {
			for _, v := range l.Values {
				hold(v)
			}
		}
	}
	for _, l := range c.Lines {
		hold(l.Price)
	}
	near := bars.high - bars.low
	for _, m := range c.studies.Marks.Lines {
		if m.Price > bars.low-nearby*near && m.Price < bars.high+nearby*near {
			all.hold(m.Price)
		}
	}
	if all.high <= all.low { // one price: show it in the middle
		return all.low * .98, all.low * 1.02
	}
	return all.low, all.high
}

func (c *chart) lastPriceGuide() {
	y := math.Floor(c.price.y(c.last().Close)) + .5
	c.scene.Guide(c.price.x0, c.price.x1, y, 3, 4, c.direction)
}

// watermark says across the picture that bars are invented.
func (c *chart) watermark() {
	if !c.Synthetic {
		return
	}
	x, y := (c.price.x0+c.price.x1)/2, (c.price.y0+c.price.top+c.price.y1)/2
	big, small := c.theme.watermark(84), c.theme.watermark(46)
	if c.narrow {
		big, small = c.theme.watermark(56), c.theme.watermark(32)
	}
	c.scene.Text(x, y-28, "SYNTHETIC INTRADAY", big, .5)
	c.scene.Text(x, y+44, "expanded from real daily OHLC", small, .5)
}
