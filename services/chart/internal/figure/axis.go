package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

const (
	// axisPadding is left and right of the widest price label.
	axisPadding = 14.0
	// tickRoom is the least distance of price ticks.
	tickRoom = 48.0
	// tickMargin keeps ticks from the ends of a panel.
	tickMargin = 14.0
	// labelRoom is the distance a label keeps from a tag.
	labelRoom = 25.0
)

// tick is a labelled place on the price axis.
type tick struct {
	y    float64
	text string
}

// axisWidth fits the widest label and tag of the price axis.
func (c *chart) axisWidth() float64 {
	tag, axis := c.theme.tag(), c.theme.axis()
	widest := math.Max(tag.Width(number(c.last().Close, c.decimals)), tag.Width("888.8M"))
	for _, ticks := range [][]tick{c.priceTicks, c.volumeTicks} {
		for _, t := range ticks {
			widest = math.Max(widest, axis.Width(t.text))
		}
	}
	return math.Ceil(widest + 2*axisPadding)
}

func (c *chart) ticksOfPrice() []tick {
	p := c.price
	step := niceStep(p.high-p.low, int(p.room()/tickRoom))
	decimals := stepDecimals(step)
	if decimals > 0 {
		decimals = max(decimals, c.decimals)
	}
	return ticksOf(p, step, func(v float64) string { return number(v, decimals) })
}

// ticksOf are the positive multiples of a step that a panel shows.
func ticksOf(p panel, step float64, text func(float64) string) []tick {
	var ticks []tick
	least, most := p.value(p.y1-tickMargin), p.value(p.y0+tickMargin)
	for k := math.Max(math.Ceil(least/step), 1); k*step <= most; k++ {
		ticks = append(ticks, tick{math.Floor(p.y(k*step)) + .5, text(k * step)})
	}
	return ticks
}

func (c *chart) ticksOfVolume() []tick {
	return ticksOf(c.volume, niceStep(c.volume.high, 2), compact)
}

func (c *chart) gridLines(times []timeTick) {
	bottom := c.price.y1
	if c.hasVolume() {
		bottom = c.volume.y1
	}
	for _, t := range times {
		c.scene.Rect(t.x-.5, c.price.y0, t.x+.5, bottom, c.theme.grid)
	}
	for _, t := range c.priceTicks {
		c.scene.Rect(c.price.x0, t.y-.5, c.price.x1, t.y+.5, c.theme.grid)
	}
}

// frames separates header, panels and axes.
func (c *chart) frames() {
	for _, y := range []float64{headerEnd - 1, c.price.y1, bodyEnd - 1} {
		c.scene.Rect(0, y, Width, y+1, c.theme.edge)
	}
	c.scene.Rect(c.price.x1, headerEnd, c.price.x1+1, bodyEnd, c.theme.edge)
}

func (c *chart) priceLabels() {
	at := c.tagHeight(c.price, c.price.y(c.last().Close))
	c.labels(c.priceTicks, at)
	c.tag(at, number(c.last().Close, c.decimals), c.direction)
}

func (c *chart) volumeLabels() {
	last := c.last()
	at := c.tagHeight(c.volume, c.volume.y(float64(last.Volume)))
	c.labels(c.volumeTicks, at)
	c.tag(at, compact(float64(last.Volume)), c.theme.text)
}

// labels writes ticks but for those a tag would cover.
func (c *chart) labels(ticks []tick, tagAt float64) {
	for _, t := range ticks {
		if math.Abs(t.y-tagAt) >= labelRoom {
			c.scene.Text(c.price.x1+axisPadding, t.y, t.text, c.theme.axis(), 0)
		}
	}
}

// tagHeight keeps a tag inside its panel.
func (c *chart) tagHeight(p panel, y float64) float64 {
	return math.Round(math.Max(p.y0+16, math.Min(y, p.y1-16)))
}

func (c *chart) tag(y float64, text string, ground scene.Color) {
	c.scene.Round(c.price.x1+3, y-15, Width-4, y+15, 5, ground)
	c.scene.Text(c.price.x1+axisPadding, y, text, c.theme.tag(), 0)
}
