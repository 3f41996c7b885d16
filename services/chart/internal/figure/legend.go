package figure

import (
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/study"
)

const (
	margin = 16.0
	// partGap is between the words of a legend.
	partGap = 12.0
	// legendRow is the height of one row of the price panel's legends.
	legendRow = 30.0
	// axisGuess is what legends leave for the axis, whose width is not known
	// when they are broken into rows.
	axisGuess = 130.0
	// mostLegendRows keeps legends from crowding out the prices.
	mostLegendRows = 4
)

// part is a piece of a legend.
type part struct {
	text  string
	color scene.Color
}

// legends gives the newest values of all panels.
func (c *chart) legends() {
	y := c.price.y0 + 24
	for _, row := range c.legendText {
		c.legend(y, row)
		y += legendRow
	}
	for _, p := range c.panes {
		c.legend(p.legendAt, c.paneParts(p))
	}
}

// legendRows is how many rows the price panel's legends take; 2 at least, so
// that charts with and without averages look alike.
func (c *chart) legendRows() int { return max(2, len(c.legendText)) }

// legendLines are the rows of the price panel's legends.
func (c *chart) legendLines() [][]part {
	if c.comparing() {
		return c.rows(nil, c.rivalParts())
	}
	return c.rows(c.lastBar(), c.overlayParts())
}

// rows puts groups of parts that belong together into as few rows as fit.
func (c *chart) rows(first []part, groups [][]part) [][]part {
	var rows [][]part
	if first != nil {
		rows = append(rows, first)
	}
	room := c.width - 2*margin - axisGuess
	begin := len(rows)
	for _, group := range groups {
		if n := len(rows); n > begin && c.partsWidth(rows[n-1])+c.partsWidth(group) <= room {
			rows[n-1] = append(rows[n-1], group...)
		} else if n < mostLegendRows {
			rows = append(rows, group)
		}
	}
	return rows
}

func (c *chart) partsWidth(parts []part) float64 {
	style, width := c.theme.legend(), 0.0
	for _, p := range parts {
		width += style.Width(p.text) + partGap
	}
	return width
}

// lastBar is the newest bar in numbers.
func (c *chart) lastBar() []part {
	last, t := c.last(), c.theme
	parts := append(make([]part, 0, 9), part{c.moment(len(c.bars) - 1), t.dim})
	for _, p := range []struct {
		letter string
		price  float64
	}{{"O", last.Open}, {"H", last.High}, {"L", last.Low}, {"C", last.Close}} {
		parts = append(parts, part{p.letter, t.dim}, part{number(p.price, c.decimals), t.text})
	}
	return parts
}

// overlayParts names overlays and their newest values, the quickest first.
func (c *chart) overlayParts() [][]part {
	groups := make([][]part, 0, len(c.studies.Overlays))
	for i := len(c.studies.Overlays) - 1; i >= 0; i-- {
		o := c.studies.Overlays[i]
		parts := c.lineParts(o.Name, o.Lines, func(v float64) string { return number(v, c.decimals) })
		if len(parts) > 1 {
			groups = append(groups, parts)
		}
	}
	return groups
}

// paneParts names a panel and its newest values, and each line where there are
// more than two: those are not told apart by colour alone.
func (c *chart) paneParts(p *pane) []part {
	text := func(v float64) string { return p.label(v, p.decimals) }
	switch {
	case p.Volume:
		return []part{{p.Name, c.theme.dim}, {compact(float64(c.last().Volume)), c.theme.text}}
	case len(p.Lines) <= 2:
		return c.lineParts(p.Name, p.Lines, text)
	}
	parts := append(make([]part, 0, 1+2*len(p.Lines)), part{p.Name, c.theme.dim})
	for _, l := range p.Lines {
		parts = append(parts, c.lineParts(l.Name, []study.Line{l}, text)...)
	}
	return parts
}

// lineParts are a name and the values lines have at the newest bar.
func (c *chart) lineParts(name string, lines []study.Line, text func(float64) string) []part {
	parts := append(make([]part, 0, 1+len(lines)), part{name, c.theme.dim})
	for _, l := range lines {
		if v, ok := l.Values.At(len(c.bars) - 1); ok {
			parts = append(parts, part{text(v), c.theme.hues[l.Hue]})
		}
	}
	return parts
}

// moment names a bar by its time of day or by its date.
func (c *chart) moment(i int) string {
	if c.intraday() {
		return c.localTime(i).Format("15:04")
	}
	return c.localTime(i).Format("2 Jan")
}

// reserveLegends keeps labels among the prices clear of the legends.
func (c *chart) reserveLegends() {
	y := c.price.y0 + 24
	for _, row := range c.legendText {
		c.crowd = append(c.crowd, legendBox(y, c.partsWidth(c.cutParts(row))))
		y += legendRow
	}
}

func legendBox(y, width float64) box {
	return box{margin - 7, y - 14, margin + width - partGap + 7, y + 14}
}

// cutParts leaves out the last parts of a legend that is too wide, and a name
// that lost its value.
func (c *chart) cutParts(parts []part) []part {
	room := c.price.x1 - 2*margin
	if c.partsWidth(parts) <= room {
		return parts
	}
	for n := len(parts); n > 0; n-- {
		if c.partsWidth(parts[:n]) <= room && parts[n-1].color != c.theme.dim {
			return parts[:n]
		}
	}
	return nil
}

func (c *chart) legend(y float64, parts []part) {
	parts = c.cutParts(parts)
	width := c.partsWidth(parts)
	if width == 0 {
		return
	}
	at := legendBox(y, width)
	c.scene.Round(at.x0, at.y0, at.x1, at.y1, 4, c.theme.background.Alpha(.72))
	x := margin
	for _, p := range parts {
		x += c.scene.Text(x, y, p.text, inColour(c.theme.legend(), p.color), 0) + partGap
	}
}

// localTime is the exchange's time of a bar. Daily bars stand for a date and
// are not shifted.
func (c *chart) localTime(i int) time.Time {
	if c.intraday() {
		return c.bars[i].Time.In(c.Zone)
	}
	return c.bars[i].Time.UTC()
}
