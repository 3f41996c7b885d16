package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// MostOthers is how many symbols a chart compares its own with.
const MostOthers = 5

// Other is a symbol that is compared.
type Other struct {
	Symbol string
	// Bars are of the same interval, oldest first. What lies outside the span is
	// passed over, but for the close before it.
	Bars []bar.Bar
}

// rival is one line of a comparison.
type rival struct {
	symbol string
	// values are the moves since the close before the span in percent, by bar of
	// the span, NaN where the symbol has no bar.
	values []float64
	// last is the newest of them.
	last  float64
	color scene.Color
}

func (c *chart) comparing() bool { return len(c.rivals) > 0 }

// compare lines up the other symbols with the bars of the span.
func (c *chart) compare() {
	if len(c.Others) == 0 {
		return
	}
	for i, other := range append([]Other{{c.Symbol, c.Bars}}, c.Others...) {
		r, ok := c.rival(other)
		if !ok {
			c.drop("compare:"+other.Symbol, NoData)
			continue
		}
		r.color = c.theme.rivals[i%len(c.theme.rivals)]
		c.rivals = append(c.rivals, r)
	}
}

// rival is false when the symbol has no bar in the span.
func (c *chart) rival(other Other) (rival, bool) {
	r := rival{symbol: other.Symbol, values: make([]float64, len(c.bars))}
	base, next := 0.0, 0
	for next < len(other.Bars) && other.Bars[next].Time.Before(c.bars[0].Time) {
		base = other.Bars[next].Close
		next++
	}
	found := false
	for i, b := range c.bars {
		for next < len(other.Bars) && other.Bars[next].Time.Before(b.Time) {
			next++
		}
		r.values[i] = math.NaN()
		if next == len(other.Bars) || !other.Bars[next].Time.Equal(b.Time) {
			continue
		}
		if base == 0 {
			base = other.Bars[next].Open
		}
		r.last, found = (other.Bars[next].Close/base-1)*100, true
		r.values[i] = r.last
	}
	return r, found
}

func (c *chart) rivalRange() (low, high float64) {
	all := newSpan()
	all.hold(0)
	for _, r := range c.rivals {
		for _, v := range r.values {
			all.hold(v)
		}
	}
	if all.high <= all.low {
		return -1, 1
	}
	return all.low, all.high
}

func (c *chart) ticksOfPercent() []tick {
	step := niceStep(c.price.high-c.price.low, c.tickCount())
	return ticksOf(c.price, step, func(v float64) string { return signed(v, stepDecimals(step)) + "%" })
}

func (c *chart) rivalTags() []tag {
	tags := make([]tag, len(c.rivals))
	for i, r := range c.rivals {
		tags[i] = tag{y: c.price.y(r.last), text: r.symbol + " " + signed(r.last, 1) + "%", color: r.color}
	}
	return tags
}

func (c *chart) rivalParts() [][]part {
	groups := make([][]part, len(c.rivals))
	for i, r := range c.rivals {
		groups[i] = []part{{r.symbol, c.theme.dim}, {signed(r.last, 2) + "%", r.color}}
	}
	return groups
}

// rivalLines draws the chart's own symbol last, over the others. A missing bar
// leaves no gap: an exchange abroad has other holidays.
func (c *chart) rivalLines() {
	c.scene.Guide(c.price.x0, c.price.x1, math.Floor(c.price.y(0))+.5, 5, 5, c.theme.dim.Alpha(.6))
	for i := len(c.rivals) - 1; i >= 0; i-- {
		var points []scene.Point
		for j, v := range c.rivals[i].values {
			if !math.IsNaN(v) {
				points = append(points, scene.Point{X: c.columns.x(j), Y: c.price.y(v)})
			}
		}
		c.scene.Line(points, 3, c.rivals[i].color)
	}
}
