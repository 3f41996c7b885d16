package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
	"github.com/catalyst-bot/mesh/services/quant/pattern"
	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// shapes outlines chart patterns: their edges, and the way between their turns.
func (c *chart) shapes() {
	color := c.theme.hues[study.Long]
	for _, s := range c.studies.Marks.Shapes {
		turns := make([]scene.Point, len(s.Points))
		for i, p := range s.Points {
			turns[i] = c.place(p)
		}
		c.scene.Line(turns, 2, color.Alpha(.45))
		for _, e := range s.Edges {
			c.scene.Line([]scene.Point{c.place(e.From), c.place(e.To)}, 3, color)
		}
	}
}

func (c *chart) place(p swing.Point) scene.Point {
	return scene.Point{X: c.columns.x(p.Index), Y: c.price.y(p.Price)}
}

// shapeName is a pattern and the price it points to.
func (c *chart) shapeName(s pattern.Pattern) string {
	if s.Target == nil {
		return s.Kind.Label()
	}
	return s.Kind.Label() + " to " + number(*s.Target, c.decimals)
}

// nameShapes writes each name near one of its turns, the newest first, where it
// covers nothing.
func (c *chart) nameShapes() {
	style := inColour(c.theme.level(), c.theme.hues[study.Long])
	for _, s := range c.studies.Marks.Shapes {
		text := c.shapeName(s)
		half := style.Width(text)/2 + 4
		for i := len(s.Points) - 1; i >= 0; i-- {
			if c.nameNear(c.place(s.Points[i]), text, half, style) {
				break
			}
		}
	}
}

// nameNear reports whether it found a place above or below a point.
func (c *chart) nameNear(at scene.Point, text string, half float64, style scene.Style) bool {
	x := c.within(at.X, half)
	for _, away := range []float64{18, 36, 60, 90} {
		for _, dy := range []float64{-away, away} {
			y := math.Round(at.Y + dy)
			place := box{x - half, y - levelHalf, x + half, y + levelHalf}
			if c.free(place) && c.crowd.take(place) {
				c.scene.Text(x, y, text, style, .5)
				return true
			}
		}
	}
	return false
}
