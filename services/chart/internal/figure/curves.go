package figure

import (
	"math"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// CurveKind is how the values of a panel are drawn. Its numbers are those of the
// catalyst.chart.v1.CurveKind enum.
type CurveKind int

// The kinds.
const (
	// CurveLine joins the values of days that follow each other.
	CurveLine CurveKind = iota + 1
	// CurveArea joins all values, and fills to the reference.
	CurveArea
	// CurveBars are bars from 0.
	CurveBars
)

// Curves is a picture of values by day, of which it knows nothing else.
type Curves struct {
	Title, Note, Theme string
	// Days are at least two, each after the one before.
	Days []time.Time
	// Panels are at least one.
	Panels []CurvePanel
}

// CurvePanel is the values of one panel.
type CurvePanel struct {
	Name, Unit string
	Kind       CurveKind
	// Values are by day; NaN for a day without.
	Values []float64
	// Reference is a value to compare with; Least and Greatest bound the axis. All
	// may be nil.
	Reference, Least, Greatest *float64
}

// Size of curves in pixels, and of their parts.
const (
	CurvesWidth   = 1200
	CurvesHeight  = 760
	curveEdge     = 28.0
	curveAxis     = 120.0
	curveHeader   = 92.0
	curveFooter   = 40.0
	curveGap      = 22.0
	curveName     = 26.0
	curveTicks    = 4
	curveLabels   = 8
	curveFontSize = 17.0
)

// curves is a picture in the making.
type curves struct {
	Curves
	scene *scene.Scene
	theme theme
}

// BuildCurves lays the picture out, and describes it for those who cannot see it.
func BuildCurves(in Curves) (*scene.Scene, string) {
	c := &curves{in, &scene.Scene{Width: CurvesWidth, Height: CurvesHeight}, themeOf(in.Theme)}
	c.scene.Background = c.theme.background
	c.scene.Text(curveEdge, 38, in.Title, scene.Style{Face: typeface.Bold, Size: 28, Color: c.theme.strong}, 0)
	c.scene.Text(curveEdge, 72, in.Note, scene.Style{Face: typeface.Medium, Size: curveFontSize, Color: c.theme.dim}, 0)
	// The first panel is what the picture is about, and twice as high.
	room := CurvesHeight - curveHeader - curveFooter - curveGap*float64(len(in.Panels)-1)
	share, y := room/float64(len(in.Panels)+1), curveHeader
	for i, p := range in.Panels {
		height := share
		if i == 0 {
			height *= 2
		}
		c.panel(p, y, y+height)
		y += height + curveGap
	}
	c.days(CurvesHeight - curveFooter)
	return c.scene, c.words()
}

// x is the middle of a day.
func (c *curves) x(day int) float64 { return curveEdge + (float64(day)+.5)*c.step() }

func (c *curves) step() float64 {
	return (CurvesWidth - curveEdge - curveAxis) / float64(len(c.Days))
}

func (c *curves) days(y float64) {
	every := (len(c.Days) + curveLabels - 1) / curveLabels
	style := scene.Style{Face: typeface.Medium, Size: curveFontSize, Color: c.theme.dim}
	for i := (len(c.Days) - 1) % every; i < len(c.Days); i += every {
		text := c.Days[i].Format("2 Jan")
		x := min(max(c.x(i), curveEdge+style.Width(text)/2), CurvesWidth-curveAxis-style.Width(text)/2)
		c.scene.Text(x, y+20, text, style, .5)
	}
}

// frame of a panel: where its values lie.
type curveFrame struct {
	top, bottom, least, greatest float64
}

func (f curveFrame) y(value float64) float64 {
	return f.bottom - (value-f.least)/(f.greatest-f.least)*(f.bottom-f.top)
}

// frameOf leaves room above and below the values, unless their bounds are given.
func (p CurvePanel) frameOf(top, bottom float64) curveFrame {
	least, greatest := math.Inf(1), math.Inf(-1)
	see := func(v float64) { least, greatest = min(least, v), max(greatest, v) }
	for _, v := range p.Values {
		if !math.IsNaN(v) {
			see(v)
		}
	}
	if p.Reference != nil {
		see(*p.Reference)
	}
	if p.Kind != CurveLine || math.IsInf(least, 1) {
		see(0)
	}
	pad := max((greatest-least)*.08, 1e-9)
	if greatest == least {
		pad = 1
	}
	if p.Kind != CurveBars || least < 0 {
		least -= pad
	}
	greatest += pad
	if p.Least != nil {
		least = *p.Least
	}
	if p.Greatest != nil {
		greatest = *p.Greatest
	}
	return curveFrame{top, bottom, least, max(greatest, least+1e-9)}
}
