package figure

import (
	"fmt"
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// Sizes of the marks of trades, in pixels from the middle to a corner.
const (
	tradeMark = 10.0
	smallMark = 6.0
	// manyTrades is from how many on marks are small.
	manyTrades = 40
	// markAway is how far a mark keeps from its line.
	markAway = 7.0
)

// draw goes from the back to the front.
func (a *account) draw() {
	times := a.timeTicks()
	a.gridLines(times)
	a.shadeTrades()
	a.drawPane(a.panes[0])
	a.scene.Clip(a.price.x0, a.price.y0, a.price.x1, a.price.y1)
	a.rivalLines()
	a.tradeMarks()
	a.scene.Unclip()
	a.frames()
	a.timeLabels(times)
	a.axisLabels()
	a.legends()
	a.keyOfMarks()
	a.title()
	a.source()
}

// shadeTrades tints the time something was held.
func (a *account) shadeTrades() {
	for _, t := range a.of.Trades {
		x0, x1 := a.columns.x(t.Entry), a.columns.x(t.Exit)
		a.scene.Rect(math.Floor(x0), a.price.y0, math.Max(math.Ceil(x1), math.Floor(x0)+1), a.price.y1, a.theme.shade)
	}
}

// tradeMarks point at the line of the symbol where the strategy bought, from
// below, and where it sold, from above, in the colour of what the trade came to.
func (a *account) tradeMarks() {
	size := tradeMark
	if len(a.of.Trades) > manyTrades {
		size = smallMark
	}
	line := a.rivals[len(a.rivals)-1].values
	for _, t := range a.of.Trades {
		a.triangle(a.columns.x(t.Entry), a.price.y(line[t.Entry])+markAway, size, a.theme.strong)
		if !t.Open {
			a.triangle(a.columns.x(t.Exit), a.price.y(line[t.Exit])-markAway, -size, a.theme.towards(t.Return))
		}
	}
}

// triangle points up to a place, or down to it when its size is below 0.
func (a *account) triangle(x, y, size float64, color scene.Color) {
	half := math.Abs(size) * .8
	points := a.scene.Points(3)
	points[0], points[1], points[2] = scene.Point{X: x, Y: y}, scene.Point{X: x + half, Y: y + size*1.5}, scene.Point{X: x - half, Y: y + size*1.5}
	a.scene.Area(points, color)
}

// keyOfMarks says what the marks mean, under the legend.
func (a *account) keyOfMarks() {
	if len(a.of.Trades) == 0 {
		return
	}
	style, x, y := inColour(a.theme.legend(), a.theme.dim), margin+8, a.price.y0+24+legendRow
	for _, key := range []struct {
		text  string
		color scene.Color
		size  float64
	}{
		{"bought", a.theme.strong, smallMark}, {"sold for more", a.theme.up, -smallMark}, {"sold for less", a.theme.down, -smallMark},
	} {
		a.triangle(x, y-key.size*.75, key.size, key.color)
		x += 14
		x += a.scene.Text(x, y, key.text, style, 0) + 2*partGap + 8
	}
}

// title says what was traded how, when, and what it came to.
func (a *account) title() {
	room := a.width - margin
	if !a.narrow {
		chip := inColour(a.theme.chip(), a.direction)
		text := signed(a.rivals[0].last, 2) + "%"
		left := room - chip.Width(text) - 2*chipPadding
		a.chip(left, text, chip)
		room = left - headerGap
	}
	style := shrink(a.theme.title(), a.of.Symbol, a.width*maxSymbol)
	x := margin + a.scene.Text(margin, headerMiddle, a.of.Symbol, style, 0) + headerGap
	for _, line := range []struct {
		y     float64
		text  string
		style scene.Style
	}{{31, "Backtest: " + a.of.Name, a.theme.name()}, {62, a.days() + " · " + a.count(), a.theme.detail()}} {
		a.scene.Text(x, line.y, fit(line.text, line.style, room-x), line.style, 0)
	}
}

func (a *account) days() string {
	return a.of.Days[0].Format("2 Jan 2006") + " to " + a.of.Days[len(a.of.Days)-1].Format("2 Jan 2006")
}

func (a *account) count() string {
	return number(float64(len(a.of.Trades)), 0) + " " + plural(len(a.of.Trades), "trade")
}

// source says whose prices were traded.
func (a *account) source() {
	style := a.theme.footer()
	a.scene.Rect(0, a.footerLine-1, a.width, a.footerLine, a.theme.grid)
	y := a.footerWords[len(a.footerWords)-1]
	mark := a.scene.Text(a.width-margin, y, "catalyst", inColour(style, a.theme.dim), 1)
	text := fit(a.of.Source+" · the past promises nothing", style, a.width-2*margin-mark-30)
	a.scene.Text(margin, y, text, style, 0)
}

// altText says in words what the picture shows.
func (a *account) altText() string {
	won, sold := 0, 0
	for _, t := range a.of.Trades {
		if !t.Open {
			sold++
			if t.Return > 0 {
				won++
			}
		}
	}
	return cut(fmt.Sprintf("Backtest of %s on %s, %s: %s%%, buying and holding %s%%. %s, %d sold, %d of them for more. %s",
		a.of.Name, a.of.Symbol, a.days(), signed(a.rivals[0].last, 2), signed(a.rivals[1].last, 2), a.count(), sold, won,
		a.of.Source), maxAlt)
}
