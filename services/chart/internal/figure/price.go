package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// stretch is how far averages may widen the range beyond the bars, as a part
// of the bars' own range; the bars must not be squashed by a distant average.
const stretch = .6

// priceRange is what the price panel covers: all bars, and the averages as far
// as they stay near.
func (c *chart) priceRange() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, b := range c.bars {
		low, high = math.Min(low, b.Low), math.Max(high, b.High)
	}
	least, most := low-stretch*(high-low), high+stretch*(high-low)
	for _, a := range c.averages {
		for i := range a.values {
			if v, ok := a.values.At(i); ok {
				low = math.Max(math.Min(low, v), least)
				high = math.Min(math.Max(high, v), most)
			}
		}
	}
	if high <= low { // one price: show it in the middle
		return low * .98, high * 1.02
	}
	return low, high
}

func (c *chart) candles() {
	for i, b := range c.bars {
		x, color := c.columns.x(i), c.theme.towards(b.Close-b.Open)
		wick := c.columns.wick
		top := math.Round(c.price.y(math.Max(b.Open, b.Close)))
		bottom := math.Max(math.Round(c.price.y(math.Min(b.Open, b.Close))), top+2*wick)
		c.scene.Rect(x-wick, math.Round(c.price.y(b.High)), x+wick, math.Round(c.price.y(b.Low)), color)
		c.scene.Rect(x-c.columns.half, top, x+c.columns.half, bottom, color)
	}
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
	c.scene.Text(x, y-28, "SYNTHETIC INTRADAY", c.theme.watermark(84), .5)
	c.scene.Text(x, y+44, "expanded from real daily OHLC", c.theme.watermark(46), .5)
}

// averageLines leave a gap where an average is absent.
func (c *chart) averageLines() {
	for _, a := range c.averages {
		points := make([]scene.Point, len(a.values))
		for i := range a.values {
			points[i] = scene.Point{X: c.columns.x(i), Y: c.averageAt(a, i)}
		}
		c.scene.Line(points, a.width, a.color)
	}
}

// averageAt is the height of an average at a bar; NaN when absent.
func (c *chart) averageAt(a average, i int) float64 {
	v, ok := a.values.At(i)
	if !ok {
		return math.NaN()
	}
	return c.price.y(v)
}
