package figure

import (
	"fmt"
	"math"
	"strings"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// panel draws one panel between two heights.
func (c *curves) panel(p CurvePanel, top, bottom float64) {
	f := p.frameOf(top+curveName, bottom)
	right := float64(CurvesWidth - curveAxis)
	c.scene.Text(curveEdge, top+curveName/2-2, p.Name, scene.Style{Face: typeface.SemiBold, Size: curveFontSize, Color: c.theme.text}, 0)
	last := p.last()
	step := niceStep(f.greatest-f.least, curveTicks)
	for v := math.Ceil(f.least/step-1e-9) * step; v <= f.greatest+step*1e-9; v += step {
		c.scene.Level(curveEdge, right, f.y(v), 1, 0, 0, c.theme.grid)
		if last < 0 || math.Abs(f.y(v)-f.y(p.Values[last])) > curveFontSize+6 {
			c.scene.Text(right+12, f.y(v), p.text(v, stepDecimals(step)), scene.Style{Face: typeface.Medium, Size: curveFontSize, Color: c.theme.dim}, 0)
		}
	}
	c.scene.Level(curveEdge, right, bottom, 1, 0, 0, c.theme.edge)
	if p.Reference != nil {
		c.scene.Guide(curveEdge, right, f.y(*p.Reference), 6, 5, c.theme.dim)
	}
	if last < 0 {
		c.scene.Text((curveEdge+right)/2, (f.top+bottom)/2, "Nothing known yet", scene.Style{Face: typeface.Medium, Size: curveFontSize, Color: c.theme.dim}, .5)
		return
	}
	color := c.values(p, f)
	c.tag(f.y(p.Values[last]), p.text(p.Values[last], 1), color)
}

// values draws what is known, and returns the colour of the newest.
func (c *curves) values(p CurvePanel, f curveFrame) scene.Color {
	switch p.Kind {
	case CurveArea:
		return c.area(p, f)
	case CurveBars:
		return c.bars(p, f)
	default:
		return c.line(p, f)
	}
}

// area is in one colour above the reference and in another below it.
func (c *curves) area(p CurvePanel, f curveFrame) scene.Color {
	base := 0.0
	if p.Reference != nil {
		base = *p.Reference
	}
	var line []scene.Point
	for i, v := range p.Values {
		if !math.IsNaN(v) {
			line = append(line, scene.Point{X: c.x(i), Y: f.y(v)})
		}
	}
	fill := append([]scene.Point{{X: line[0].X, Y: f.y(base)}}, line...)
	fill = append(fill, scene.Point{X: line[len(line)-1].X, Y: f.y(base)})
	middle := min(max(f.y(base), f.top), f.bottom)
	for _, side := range []struct {
		top, bottom float64
		color       scene.Color
	}{{f.top - 4, middle, c.theme.up}, {middle, f.bottom + 4, c.theme.down}} {
		if side.bottom-side.top < 1 {
			continue
		}
		c.scene.Clip(0, side.top, CurvesWidth, side.bottom)
		c.scene.Area(fill, side.color.Alpha(.2))
		c.scene.Line(line, 3, side.color)
		c.scene.Unclip()
	}
	if p.Values[p.last()] < base {
		return c.theme.down
	}
	return c.theme.up
}

func (c *curves) bars(p CurvePanel, f curveFrame) scene.Color {
	color, half := c.theme.rivals[0], max(c.step()*.34, 1)
	for i, v := range p.Values {
		if !math.IsNaN(v) && v != 0 {
			c.scene.Rect(c.x(i)-half, min(f.y(v), f.y(0)), c.x(i)+half, max(f.y(v), f.y(0)), color.Alpha(.75))
		}
	}
	return color
}

// line joins the values of days that follow each other; each has a point.
func (c *curves) line(p CurvePanel, f curveFrame) scene.Color {
	color := c.theme.rivals[1]
	var run []scene.Point
	for i, v := range p.Values {
		if math.IsNaN(v) {
			run = nil
			continue
		}
		at := scene.Point{X: c.x(i), Y: f.y(v)}
		if len(run) > 0 {
			c.scene.Line([]scene.Point{run[0], at}, 2.5, color)
		}
		run = []scene.Point{at}
		c.scene.Round(at.X-4, at.Y-4, at.X+4, at.Y+4, 4, color)
	}
	return color
}

// tag shows the newest value at the axis.
func (c *curves) tag(y float64, text string, color scene.Color) {
	style := scene.Style{Face: typeface.SemiBold, Size: curveFontSize, Color: c.theme.onTag}
	left := float64(CurvesWidth-curveAxis) + 6
	c.scene.Round(left, y-14, left+style.Width(text)+12, y+14, 4, color)
	c.scene.Text(left+6, y, text, style, 0)
}

// last is the newest day with a value; -1 for none.
func (p CurvePanel) last() int {
	for i := len(p.Values) - 1; i >= 0; i-- {
		if !math.IsNaN(p.Values[i]) {
			return i
		}
	}
	return -1
}

// text is a value with its unit.
func (p CurvePanel) text(v float64, decimals int) string {
	if v == math.Trunc(v) {
		decimals = 0
	}
	return number(v, decimals) + p.Unit
}

// words tell the picture to those who cannot see it.
func (c *curves) words() string {
	sentences := []string{c.Title + "."}
	if c.Note != "" {
		sentences = append(sentences, c.Note+".")
	}
	for _, p := range c.Panels {
		last := p.last()
		if last < 0 {
			sentences = append(sentences, p.Name+": nothing known yet.")
			continue
		}
		least, greatest := math.Inf(1), math.Inf(-1)
		for _, v := range p.Values {
			if !math.IsNaN(v) {
				least, greatest = min(least, v), max(greatest, v)
			}
		}
		sentences = append(sentences, fmt.Sprintf("%s: %s on %s, between %s and %s since %s.", p.Name, p.text(p.Values[last], 1),
			c.Days[last].Format("2 Jan 2006"), p.text(least, 1), p.text(greatest, 1), c.Days[0].Format("2 Jan 2006")))
	}
	return strings.Join(sentences, " ")
}
