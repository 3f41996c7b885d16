package figure

import (
	"math"
	"slices"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/level"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// LineKind is what a price is to the reader. Its numbers are those of the
// catalyst.chart.v1.PriceLineKind enum.
type LineKind int

// The kinds of lines.
const (
	Entry LineKind = iota + 1
	Stop
	Target
	AlertAt
)

// Valid reports whether k is one of the kinds.
func (k LineKind) Valid() bool { return k >= Entry && k <= AlertAt }

// PriceLine is a price that matters to the reader.
type PriceLine struct {
	Kind  LineKind
	Price float64
	// Label is a word or two; when empty, the name of the kind.
	Label string
}

func (l PriceLine) words() string {
	if l.Label != "" {
		return l.Label
	}
	return [...]string{Entry: "Entry", Stop: "Stop", Target: "Target", AlertAt: "Alert"}[l.Kind]
}

// planLines are the lines of a plan; the target says what is to be gained for
// each unit of price that is risked.
func planLines(p level.Plan) []PriceLine {
	return []PriceLine{
		{Kind: Entry, Price: p.Entry}, {Kind: Stop, Price: p.Stop},
		{Kind: Target, Price: p.Target, Label: "Target " + number(p.Reward(), 1) + "R"},
	}
}

func (c *chart) lineColor(kind LineKind) scene.Color {
	switch kind {
	case Entry:
		return c.theme.hues[study.Middle]
	case Stop:
		return c.theme.down
	case Target:
		return c.theme.up
	default:
		return c.theme.warning
	}
}

// keepLines drops lines so far away that they would squash the bars, and all
// of them from a comparison.
func (c *chart) keepLines() {
	c.Lines = slices.Clone(c.Lines)
	c.Lines = slices.DeleteFunc(c.Lines, func(l PriceLine) bool {
		reason := NoRoom
		if c.comparing() {
			reason = NoMeaning
		} else if l.Price >= c.price.low && l.Price <= c.price.high {
			return false
		}
		c.drop("line", reason)
		return true
	})
}

func (c *chart) priceLines() {
	for _, l := range c.Lines {
		c.scene.Level(c.price.x0, c.price.x1, math.Floor(c.price.y(l.Price))+.5, 2, 0, 0, c.lineColor(l.Kind))
	}
}

// previousClose marks the close before a day that is shown by the minute.
func (c *chart) previousClose() {
	if c.Timeframe != timeframe.Day || c.SpanStart == 0 {
		return
	}
	y := c.price.y(c.base())
	if math.IsNaN(y) || y < c.price.y0 || y > c.price.y1 {
		return
	}
	y = math.Floor(y) + .5
	c.scene.Guide(c.price.x0, c.price.x1, y, 8, 6, c.theme.dim)
	style := inColour(c.theme.level(), c.theme.dim)
	text := "prev close " + number(c.base(), c.decimals)
	half := style.Width(text)/2 + 4
	for _, x := range []float64{c.price.x0 + half + 8, c.price.x1 - half - 8} {
		for _, dy := range []float64{-levelHalf - 2, levelHalf + 2} {
			place := box{x - half, y + dy - levelHalf, x + half, y + dy + levelHalf}
			if c.free(place) && c.crowd.take(place) {
				c.scene.Text(x, y+dy, text, style, .5)
				return
			}
		}
	}
}
