package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/calendar"
)

const (
	// axisPadding is left and right of the widest price label.
	axisPadding = 14.0
	// tickRoom is the least distance of price ticks.
	tickRoom = 48.0
	// tightTickRoom is that of a low panel, which would have too few.
	tightTickRoom = 32.0
	// tickMargin keeps ticks from the ends of a panel.
	tickMargin = 14.0
	// labelRoom is the distance a label keeps from a tag.
	labelRoom = 25.0
)

// tick is a labelled place on a vertical axis.
type tick struct {
	y    float64
	text string
}

// axisWidth fits the widest label and tag of the axis.
func (c *chart) axisWidth() float64 {
	tag, axis := c.theme.tag(), c.theme.axis()
	widest := tag.Width("888.8M")
	for _, t := range c.tags {
		widest = math.Max(widest, tag.Width(t.text))
	}
	for _, t := range c.priceTicks {
		widest = math.Max(widest, axis.Width(t.text))
	}
	for _, p := range c.panes {
		for _, t := range p.ticks {
			widest = math.Max(widest, axis.Width(t.text))
		}
		for _, t := range p.tags {
			widest = math.Max(widest, tag.Width(t.text))
		}
	}
	return math.Ceil(widest + 2*axisPadding)
}

func (c *chart) ticksOfPrice() []tick {
	p := c.price
	if p.log {
		return c.ticksOfLog()
	}
	step := niceStep(p.high-p.low, c.tickCount())
	return ticksOf(p, step, func(v float64) string { return number(v, c.tickDecimals(step)) })
}

// tickCount is how many ticks the price panel has room for.
func (c *chart) tickCount() int {
	if len(c.panes) >= tightPanels {
		return int(c.price.room() / tightTickRoom)
	}
	return int(c.price.room() / tickRoom)
}

// tickDecimals are those of prices, unless steps are whole.
func (c *chart) tickDecimals(step float64) int {
	if decimals := stepDecimals(step); decimals > 0 {
		return max(decimals, c.decimals)
	}
	return 0
}

// ticksOf are the multiples of a step that a panel shows.
func ticksOf(p panel, step float64, text func(float64) string) []tick {
	ticks := make([]tick, 0, 12)
	least, most := p.value(p.y1-tickMargin), p.value(p.y0+tickMargin)
	for k := math.Ceil(least / step); k*step <= most; k++ {
		if v := k * step; v > 0 || p.low < 0 {
			ticks = append(ticks, tick{math.Floor(p.y(v)) + .5, text(v)})
		}
	}
	return ticks
}

// ticksOfLog are round prices, as many as keep apart.
func (c *chart) ticksOfLog() []tick {
	p := c.price
	least, most := p.value(p.y1-tickMargin), p.value(p.y0+tickMargin)
	var ticks []tick
	for v := least; v <= most; {
		above := math.Max(p.value(p.y(v)-tickRoom), v)
		step := niceStep(above-v, 1)
		next := math.Ceil(v/step*(1+1e-12)) * step
		if next > most {
			break
		}
		if y := math.Floor(p.y(next)) + .5; len(ticks) == 0 || ticks[len(ticks)-1].y-y >= tickRoom*.75 {
			ticks = append(ticks, tick{y, number(next, c.tickDecimals(step))})
		}
		v = math.Max(above, next+step*1e-9)
	}
	return ticks
}

func (c *chart) gridLines(times []timeTick) {
	for _, t := range times {
		c.scene.Rect(t.x-.5, c.price.y0, t.x+.5, c.bodyEnd-1, c.theme.grid)
	}
	for _, t := range c.priceTicks {
		c.scene.Rect(c.price.x0, t.y-.5, c.price.x1, t.y+.5, c.theme.grid)
	}
}

// shadeSessions tints what was traded before and after regular hours.
func (c *chart) shadeSessions() {
	if !c.intraday() {
		return
	}
	for i := 0; i < len(c.bars); i++ {
		from := i
		for i < len(c.bars) && calendar.SessionAt(c.bars[i].Time) != calendar.Regular {
			i++
		}
		if i > from {
			half := math.Ceil(c.columns.slot / 2)
			c.scene.Rect(c.columns.x(from)-half, c.price.y0, c.columns.x(i-1)+half, c.bodyEnd-1, c.theme.shade)
		}
	}
}

// frames separates header, panels and axes.
func (c *chart) frames() {
	edges := append(make([]float64, 0, 2+len(c.panes)), c.headerEnd-1, c.price.y1)
	for _, p := range c.panes {
		edges = append(edges, p.y1)
	}
	if len(c.panes) > 0 {
		edges[len(edges)-1] = c.bodyEnd - 1
	}
	for _, y := range edges {
		c.scene.Rect(0, y, c.width, y+1, c.theme.edge)
	}
	c.scene.Rect(c.price.x1, c.headerEnd, c.price.x1+1, c.bodyEnd, c.theme.edge)
}

// axisLabels writes the ticks of every panel, but for those a tag would cover,
// and the tags.
func (c *chart) axisLabels() {
	c.labels(c.priceTicks, c.tags)
	for _, p := range c.panes {
		c.labels(p.ticks, p.tags)
	}
}

func (c *chart) labels(ticks []tick, tags []tag) {
	for _, t := range ticks {
		if clearOf(t.y, tags) {
			c.scene.Text(c.price.x1+axisPadding, t.y, t.text, c.theme.axis(), 0)
		}
	}
	for _, t := range tags {
		c.scene.Round(c.price.x1+3, t.y-tagHalf, c.width-4, t.y+tagHalf, 5, t.color)
		c.scene.Text(c.price.x1+axisPadding, t.y, t.text, c.theme.tag(), 0)
	}
}

func clearOf(y float64, tags []tag) bool {
	for _, t := range tags {
		if math.Abs(t.y-y) < labelRoom {
			return false
		}
	}
	return true
}
