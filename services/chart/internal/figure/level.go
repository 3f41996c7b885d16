package figure

import (
	"math"
	"slices"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

const (
	// levelHalf is half the height of a label among the prices.
	levelHalf = 12.0
	// levelStep is by how much one is moved to keep clear of others.
	levelStep = 13.0
	// levelGap is between such a label and the axis.
	levelGap = 8.0
	// profileShare is the part of the panel's width the fullest price takes.
	profileShare = .2
)

// gutter is what is kept free of bars at the right, for the labels of levels.
func (c *chart) gutter() float64 {
	widest := 0.0
	for _, l := range c.levelTexts() {
		widest = math.Max(widest, c.theme.level().Width(l.text))
	}
	if widest == 0 {
		return 0
	}
	return math.Ceil(widest + 2*levelGap)
}

// levelText is a label at a price.
type levelText struct {
	price float64
	text  string
	color scene.Color
}

// levelTexts are the labels of everything at prices, what matters most first.
func (c *chart) levelTexts() []levelText {
	var texts []levelText
	if c.comparing() {
		return nil
	}
	for _, l := range c.Lines {
		texts = append(texts, levelText{l.Price, l.words(), c.lineColor(l.Kind)})
	}
	marks := slices.Clone(c.studies.Marks.Lines)
	slices.SortStableFunc(marks, func(a, b study.Mark) int { return rankOf(a) - rankOf(b) })
	for _, m := range marks {
		texts = append(texts, levelText{m.Price, m.Name + "  " + number(m.Price, c.decimals), c.theme.hues[m.Hue]})
	}
	for _, g := range c.studies.Marks.Gaps {
		texts = append(texts, levelText{(g.OpenLow + g.OpenHigh) / 2, "gap", c.theme.dim})
	}
	return texts
}

func rankOf(m study.Mark) int {
	if m.Major {
		return 0
	}
	return 1
}

// levelLabels writes the labels at the right, moved a little where they would
// lie on one another. What has no room keeps its line.
func (c *chart) levelLabels() {
	style := c.theme.level()
	for _, l := range c.levelTexts() {
		y := math.Round(c.price.y(l.price))
		if !(y > c.price.y0 && y < c.price.y1) {
			continue
		}
		right := c.price.x1 - levelGap
		at := box{right - style.Width(l.text) - 4, y - levelHalf, right + 4, y + levelHalf}
		for _, dy := range []float64{0, -levelStep, levelStep, -2 * levelStep, 2 * levelStep} {
			if place := at.moved(dy); c.inPrices(place) && c.crowd.take(place) {
				c.scene.Round(place.x0, place.y0, place.x1, place.y1, 4, c.theme.background.Alpha(.8))
				c.scene.Text(right, y+dy, l.text, inColour(style, l.color), 1)
				c.leader(place, y, l.color)
				break
			}
		}
	}
}

// leader leads from a label that was moved to the price it is for.
func (c *chart) leader(label box, y float64, color scene.Color) {
	if middle := (label.y0 + label.y1) / 2; math.Abs(middle-y) >= levelStep {
		points := c.scene.Points(2)
		points[0], points[1] = scene.Point{X: label.x0 - levelStep, Y: y}, scene.Point{X: label.x0 - 1, Y: middle}
		c.scene.Line(points, 1.5, color)
	}
}

// levelLines are dashed by what they are: supports and resistances long, ratios
// dotted, others short.
func (c *chart) levelLines() {
	for _, m := range c.studies.Marks.Lines {
		y := math.Floor(c.price.y(m.Price)) + .5
		if !(y > c.price.y0 && y < c.price.y1) {
			continue
		}
		on, off, width := 2.0, 4.0, 1.0
		if m.Major {
			on, off, width = 10, 5, 2
		}
		c.scene.Level(c.columns.x(m.From), c.price.x1, y, width, on, off, c.theme.hues[m.Hue].Alpha(.9))
	}
	if s := c.studies.Marks.Swing; s != nil {
		c.scene.Line([]scene.Point{
			{X: c.columns.x(s.From.Index), Y: c.price.y(s.From.Price)}, {X: c.columns.x(s.To.Index), Y: c.price.y(s.To.Price)},
		}, 2, c.theme.hues[study.Weighted].Alpha(.45))
	}
}

// profile draws volume by price from the axis to the left, brighter inside the
// value area.
func (c *chart) profile() {
	p := c.studies.Marks.Profile
	if p == nil {
		return
	}
	fullest := 0.0
	for _, b := range p.Bins {
		fullest = math.Max(fullest, b.Volume)
	}
	for _, b := range p.Bins {
		color := c.theme.hues[study.Plain].Alpha(.16)
		if middle := (b.Low + b.High) / 2; middle >= p.Low && middle <= p.High {
			color = c.theme.hues[study.Middle].Alpha(.3)
		}
		top, bottom := math.Round(c.price.y(b.High)), math.Round(c.price.y(b.Low))
		left := math.Round(c.price.x1 - (c.price.x1-c.price.x0)*profileShare*b.Volume/fullest)
		c.scene.Rect(left, top, c.price.x1, math.Max(bottom-1, top+1), color)
	}
}

// gaps tints what was jumped over and is still open.
func (c *chart) gaps() {
	for _, g := range c.studies.Marks.Gaps {
		color := c.theme.down
		if g.Up {
			color = c.theme.up
		}
		c.scene.Rect(c.columns.x(g.Index), math.Round(c.price.y(g.OpenHigh)), c.price.x1, math.Round(c.price.y(g.OpenLow)), color.Alpha(.16))
	}
}
