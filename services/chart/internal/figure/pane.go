package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// pane is a panel under the prices.
type pane struct {
	study.Panel
	panel
	ticks []tick
	tags  []tag
	// legendAt is the middle of the legend.
	legendAt float64
	decimals int
}

// roomyPane is the height from which on a panel keeps its legend clear.
const roomyPane = 125.0

// settle gives a pane its place and its range.
func (c *chart) settle(p *pane, y0, y1 float64) {
	p.panel = panel{y0: y0, y1: y1, top: 28, bottom: 8}
	p.legendAt = y0 + 17
	if y1-y0 >= roomyPane {
		p.top, p.legendAt = 40, y0+22
	}
	values := c.valuesOf(p)
	p.low, p.high = values.low, values.high
	if p.high <= p.low {
		p.low, p.high = p.low-1, p.high+1
	}
	if p.Volume {
		p.low, p.bottom = 0, 0
	}
	c.tickPane(p)
}

// valuesOf is the range of what a pane shows.
func (c *chart) valuesOf(p *pane) span {
	values := newSpan()
	if p.Volume {
		for _, b := range c.bars {
			values.hold(float64(b.Volume))
		}
		return values
	}
	for _, l := range p.Lines {
		for _, v := range l.Values {
			values.hold(v)
		}
	}
	for _, v := range p.Histogram {
		values.hold(v)
	}
	for _, v := range p.Guides {
		values.hold(v)
	}
	return values
}

// tickPane labels a pane: with its guides when it has more than one, else with
// round values.
func (c *chart) tickPane(p *pane) {
	step := niceStep(p.high-p.low, 2)
	p.decimals = max(stepDecimals(step), 2)
	if p.Unit == study.Score {
		p.decimals = 1
	}
	if len(p.Guides) > 1 {
		p.ticks = make([]tick, 0, len(p.Guides))
		for _, g := range p.Guides {
			p.ticks = append(p.ticks, tick{math.Floor(p.y(g)) + .5, number(g, 0)})
		}
	} else {
		p.ticks = ticksOf(p.panel, step, func(v float64) string { return p.label(v, stepDecimals(step)) })
	}
	c.tagPane(p)
}

// label writes a value of a pane.
func (p *pane) label(v float64, decimals int) string {
	if p.Unit == study.Count {
		return compact(v)
	}
	return number(v, decimals)
}

func (c *chart) tagPane(p *pane) {
	if p.Volume {
		last := float64(c.last().Volume)
		p.tags = []tag{{y: p.y(last), text: compact(last), color: c.theme.text}}
		return
	}
	p.tags = make([]tag, 0, len(p.Lines))
	for _, l := range p.Lines {
		if v, ok := l.Values.At(len(c.bars) - 1); ok {
			p.tags = append(p.tags, tag{y: p.y(v), text: p.label(v, p.decimals), color: c.theme.hues[l.Hue]})
		}
	}
	p.tags = stack(p.tags, p.panel)
}

// drawPane draws guides, columns and lines.
func (c *chart) drawPane(p *pane) {
	if p.Volume {
		c.volumeBars(p)
		return
	}
	c.scene.Clip(p.x0, p.y0, p.x1, p.y1)
	if n := len(p.Guides); n > 1 {
		c.scene.Rect(p.x0, math.Round(p.y(p.Guides[n-1])), p.x1, math.Round(p.y(p.Guides[0])), c.theme.hues[p.Lines[0].Hue].Alpha(.07))
	}
	for _, g := range p.Guides {
		c.scene.Guide(p.x0, p.x1, math.Floor(p.y(g))+.5, 5, 5, c.theme.dim.Alpha(.6))
	}
	c.histogram(p)
	for _, l := range p.Lines {
		c.scene.Line(c.points(l, p.panel), l.Width, c.theme.hues[l.Hue])
	}
	c.scene.Unclip()
}

func (c *chart) volumeBars(p *pane) {
	for i, b := range c.bars {
		if b.Volume == 0 {
			continue
		}
		x, color := c.columns.x(i), c.theme.towards(b.Close-b.Open)
		top := math.Min(math.Round(p.y(float64(b.Volume))), p.y1-1)
		c.scene.Rect(x-c.columns.half, top, x+c.columns.half, p.y1, color.Alpha(.55))
	}
}

// histogram is bright where it grows away from zero and dim where it comes
// back.
func (c *chart) histogram(p *pane) {
	zero, before := math.Round(p.y(0)), 0.0
	for i, v := range p.Histogram {
		if math.IsNaN(v) {
			continue
		}
		color := c.theme.towards(v)
		if math.Abs(v) < math.Abs(before) {
			color = color.Alpha(.5)
		}
		before = v
		x, y := c.columns.x(i), math.Round(p.y(v))
		c.scene.Rect(x-c.columns.half, math.Min(y, zero), x+c.columns.half, math.Max(y, zero), color)
	}
}
