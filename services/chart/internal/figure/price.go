package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// stretch is how far averages may widen the range beyond the bars.
const stretch = .15

// priceRange is what the price panel covers: all bars, the averages as far as
// they stay near, and some air.
func (c *chart) priceRange() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, b := range c.bars {
		low, high = math.Min(low, b.Low), math.Max(high, b.High)
	}
	barLow, barHigh, span := low, high, high-low
	for _, a := range c.averages {
		for i := range a.values {
			if v, ok := a.values.At(i); ok {
				low = math.Max(math.Min(low, v), barLow-stretch*span)
				high = math.Min(math.Max(high, v), barHigh+stretch*span)
			}
		}
	}
	if span = high - low; span <= 0 { // one price: show it in the middle
		span = high * .02
		return low - span, high + span
	}
	return low - span*.07, high + span*.05
}

func (c *chart) candles() {
	for i, b := range c.bars {
		x, color := c.columns.x(i), c.theme.towards(b.Close-b.Open)
		top := math.Round(c.price.y(math.Max(b.Open, b.Close)))
		bottom := math.Max(math.Round(c.price.y(math.Min(b.Open, b.Close))), top+1)
		wick := 0.5
		if c.columns.half > 6 { // a hair under a broad body looks lost
			wick = 1.5
		}
		c.scene.Rect(x-wick, math.Round(c.price.y(b.High)), x+wick, math.Round(c.price.y(b.Low)), color)
		c.scene.Rect(x-c.columns.half, top, x+c.columns.half, bottom, color)
	}
}

func (c *chart) lastPriceGuide() {
	y := math.Floor(c.price.y(c.last().Close)) + .5
	c.scene.Guide(c.price.x0, c.price.x1, y, 3, 4, c.direction)
}

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
	if c.bars[top].High == c.bars[bottom].Low {
		return
	}
	c.extreme(top, c.bars[top].High, -17)
	c.extreme(bottom, c.bars[bottom].Low, 18)
}

func (c *chart) extreme(i int, price, offset float64) {
	style := c.theme.mark()
	text := number(price, c.decimals)
	width := style.Width(text)
	x := math.Max(c.price.x0+8, math.Min(c.columns.x(i)-width/2, c.price.x1-width-8))
	y := c.price.y(price) + offset
	c.scene.Round(x-5, y-12, x+width+5, y+12, 4, c.theme.background.Alpha(.8))
	c.scene.Text(x, y, text, style, 0)
}

// watermark says across the picture that bars are invented.
func (c *chart) watermark() {
	if !c.Synthetic {
		return
	}
	x, y := (c.price.x0+c.price.x1)/2, (c.price.y0+c.price.top+c.price.y1)/2
	c.scene.Text(x, y-26, "SYNTHETIC INTRADAY", watermarkStyle(c.theme, 68), .5)
	c.scene.Text(x, y+34, "expanded from real daily OHLC", watermarkStyle(c.theme, 34), .5)
}

func watermarkStyle(t theme, size float64) scene.Style {
	style := t.title()
	style.Size, style.Color = size, t.warning.Alpha(.2)
	return style
}
