package figure

import (
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

// points are the places of a line in a panel, NaN where it is absent.
func (c *chart) points(l study.Line, p panel) []scene.Point {
	points := c.scene.Points(len(l.Values))
	for i, v := range l.Values {
		points[i] = scene.Point{X: c.columns.x(i), Y: p.y(v)}
	}
	return points
}

// overlayLines leave a gap where a value is absent.
func (c *chart) overlayLines() {
	for _, o := range c.studies.Overlays {
		for _, l := range o.Lines {
			points := c.points(l, c.price)
			if o.Dots {
				c.dots(points, c.theme.hues[l.Hue])
				continue
			}
			c.scene.Line(points, l.Width, c.theme.hues[l.Hue])
		}
	}
}

// dots are larger where there is room.
func (c *chart) dots(points []scene.Point, color scene.Color) {
	half := 1.5
	if c.columns.slot >= 8 {
		half = 2.5
	}
	for _, p := range points {
		if !math.IsNaN(p.Y) {
			y := math.Floor(p.Y) + .5
			c.scene.Round(p.X-half, y-half, p.X+half, y+half, half-.5, color)
		}
	}
}

// fills tints the bands of overlays under the bars.
func (c *chart) fills() {
	for _, o := range c.studies.Overlays {
		if o.Fill {
			c.fill(o.Lines[0], o.Lines[1])
		}
	}
}

// fill tints the space between two lines, piece by piece where they cross or
// are absent.
func (c *chart) fill(a, b study.Line) {
	tops, bottoms := c.points(a, c.price), c.points(b, c.price)
	start := 0
	for i := 0; i <= min(len(tops), len(bottoms)); i++ {
		end := i == min(len(tops), len(bottoms))
		if !end && !math.IsNaN(tops[i].Y+bottoms[i].Y) {
			if i == start || (tops[i].Y <= bottoms[i].Y) == (tops[start].Y <= bottoms[start].Y) {
				continue
			}
		}
		c.ribbon(tops[start:i], bottoms[start:i], a, b)
		start = i
		if !end && math.IsNaN(tops[i].Y+bottoms[i].Y) {
			start = i + 1
		}
	}
}

// ribbon is tinted by the hue of the line above.
func (c *chart) ribbon(tops, bottoms []scene.Point, a, b study.Line) {
	if len(tops) < 2 {
		return
	}
	hue := a.Hue
	if tops[0].Y > bottoms[0].Y {
		hue = b.Hue
	}
	polygon := c.scene.Points(2 * len(tops))[:0]
	polygon = append(polygon, tops...)
	for i := len(bottoms) - 1; i >= 0; i-- {
		polygon = append(polygon, bottoms[i])
	}
	c.scene.Area(polygon, c.theme.hues[hue].Alpha(.09))
}
