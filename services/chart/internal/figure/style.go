package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// drawnBars are the bars as the style draws them: averaged, or only closes.
func (c *chart) drawnBars() []bar.Bar {
	switch c.Style {
	case HeikinAshi:
		return indicator.HeikinAshi(c.Bars)[c.SpanStart:]
	case Closes, Mountain:
		drawn := make([]bar.Bar, len(c.bars))
		for i, b := range c.bars {
			drawn[i] = bar.Bar{Time: b.Time, Open: b.Close, High: b.Close, Low: b.Close, Close: b.Close, Volume: b.Volume}
		}
		return drawn
	default:
		return c.bars
	}
}

// prices draws the bars in the style that was chosen.
func (c *chart) prices() {
	switch c.Style {
	case Closes, Mountain:
		c.closes()
	case OHLC:
		c.each(c.stem)
	case Hollow:
		c.each(c.hollow)
	default:
		c.each(c.candle)
	}
}

// stick is one bar on its place.
type stick struct {
	bar.Bar
	x     float64
	color scene.Color
	// before is the close before it.
	before float64
}

func (c *chart) each(draw func(stick)) {
	for i, b := range c.drawn {
		before := c.base()
		if i > 0 {
			before = c.bars[i-1].Close
		}
		draw(stick{b, c.columns.x(i), c.theme.towards(b.Close - b.Open), before})
	}
}

// body is where a candle's body begins and ends; it is never thinner than its
// wick.
func (c *chart) body(s stick) (top, bottom float64) {
	top = math.Round(c.price.y(math.Max(s.Open, s.Close)))
	return top, math.Max(math.Round(c.price.y(math.Min(s.Open, s.Close))), top+2*c.columns.wick)
}

func (c *chart) candle(s stick) {
	top, bottom := c.body(s)
	c.wick(s, s.High, s.Low)
	c.scene.Rect(s.x-c.columns.half, top, s.x+c.columns.half, bottom, s.color)
}

func (c *chart) wick(s stick, from, to float64) {
	c.scene.Rect(s.x-c.columns.wick, math.Round(c.price.y(from)), s.x+c.columns.wick, math.Round(c.price.y(to)), s.color)
}

// hollow is coloured by the close before, and filled when the bar fell.
func (c *chart) hollow(s stick) {
	s.color = c.theme.towards(s.Close - s.before)
	edge := 2 * c.columns.wick
	top, bottom := c.body(s)
	if s.Close < s.Open || bottom-top <= 2*edge || c.columns.half <= edge {
		c.candle(s)
		return
	}
	left, right := s.x-c.columns.half, s.x+c.columns.half
	c.scene.Rect(s.x-c.columns.wick, math.Round(c.price.y(s.High)), s.x+c.columns.wick, top, s.color)
	c.scene.Rect(s.x-c.columns.wick, bottom, s.x+c.columns.wick, math.Round(c.price.y(s.Low)), s.color)
	c.scene.Rect(left, top, right, top+edge, s.color)
	c.scene.Rect(left, bottom-edge, right, bottom, s.color)
	c.scene.Rect(left, top+edge, left+edge, bottom-edge, s.color)
	c.scene.Rect(right-edge, top+edge, right, bottom-edge, s.color)
}

// stem has its open at the left and its close at the right.
func (c *chart) stem(s stick) {
	wick := c.columns.wick
	high := math.Round(c.price.y(s.High))
	c.scene.Rect(s.x-wick, high, s.x+wick, math.Max(math.Round(c.price.y(s.Low)), high+2*wick), s.color)
	if c.columns.half <= wick {
		return
	}
	opened, closed := math.Round(c.price.y(s.Open)), math.Round(c.price.y(s.Close))
	c.scene.Rect(s.x-c.columns.half, opened-wick, s.x-wick, opened+wick, s.color)
	c.scene.Rect(s.x+wick, closed-wick, s.x+c.columns.half, closed+wick, s.color)
}

// closes is a line in the colour of the move over the span, for Mountain with
// the ground under it tinted.
func (c *chart) closes() {
	points := make([]scene.Point, len(c.drawn), len(c.drawn)+2)
	for i, b := range c.drawn {
		points[i] = scene.Point{X: c.columns.x(i), Y: c.price.y(b.Close)}
	}
	if c.Style == Mountain {
		left, right := points[0].X, points[len(points)-1].X
		c.scene.Area(append(points, scene.Point{X: right, Y: c.price.y1}, scene.Point{X: left, Y: c.price.y1}), c.direction.Alpha(.16))
	}
	if len(points) == 1 {
		c.scene.Round(points[0].X-3.5, points[0].Y-3.5, points[0].X+3.5, points[0].Y+3.5, 3.5, c.direction)
		return
	}
	c.scene.Line(points, 3, c.direction)
}
