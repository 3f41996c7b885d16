package figure

import (
	"math"
	"strings"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

const (
	margin = 16.0
	// partGap is between the words of a legend.
	partGap = 12.0
)

// part is a piece of a legend.
type part struct {
	text  string
	color scene.Color
}

// legends gives the newest values of both panels.
func (c *chart) legends() {
	last, t := c.last(), c.theme
	color := t.towards(last.Close - last.Open)
	var prices []part
	for _, p := range []struct {
		letter string
		price  float64
	}{{"O", last.Open}, {"H", last.High}, {"L", last.Low}, {"C", last.Close}} {
		prices = append(prices, part{p.letter, t.dim}, part{number(p.price, c.decimals), color})
	}
	c.legend(c.price.y0+24, prices)
	var averages []part
	for i := len(c.averages) - 1; i >= 0; i-- {
		if v, ok := c.averages[i].values.Last(); ok {
			averages = append(averages, part{c.averages[i].name, t.dim}, part{number(v, c.decimals), c.averages[i].color})
		}
	}
	c.legend(c.price.y0+54, averages)
	if c.hasVolume() {
		c.legend(c.volume.y0+22, []part{{"Volume", t.dim}, {compact(float64(last.Volume)), color}})
	}
}

func (c *chart) legend(y float64, parts []part) {
	style, width := c.theme.legend(), 0.0
	for _, p := range parts {
		width += style.Width(p.text) + partGap
	}
	if width == 0 {
		return
	}
	c.scene.Round(margin-7, y-14, margin+width-partGap+7, y+14, 4, c.theme.background.Alpha(.72))
	x := margin
	for _, p := range parts {
		x += c.scene.Text(x, y, p.text, inColour(style, p.color), 0) + partGap
	}
}

// header says what this is and how it moved.
func (c *chart) header() {
	edge := c.headline()
	x := margin + c.scene.Text(margin, 46, c.Symbol, c.theme.title(), 0) + 20
	c.scene.Text(x, 31, c.fit(c.Name, c.theme.name(), edge-x-20), c.theme.name(), 0)
	c.scene.Text(x, 62, c.fit(c.description(), c.theme.detail(), edge-x-20), c.theme.detail(), 0)
}

// headline writes price and change at the right and returns where it begins.
func (c *chart) headline() float64 {
	amount, percent := c.Change()
	chip := inColour(c.theme.chip(), c.direction)
	text := signed(amount, c.decimals) + "  (" + signed(percent, 2) + "%)"
	width := chip.Width(text) + 32
	right := Width - margin
	c.scene.Round(right-width, 24, right, 68, 8, c.direction.Alpha(.18))
	c.scene.Text(right-width/2, 46, text, chip, .5)
	price := right - width - 18
	return price - c.scene.Text(price, 46, number(c.last().Close, c.decimals), c.theme.title(), 1)
}

func (c *chart) description() string {
	step := "daily"
	if c.Timeframe.Intraday() {
		step = number(c.Timeframe.Step().Minutes(), 0) + " min"
	}
	parts := []string{c.Timeframe.Label(), step}
	for _, p := range []string{c.Exchange, c.Currency} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// fit shortens text that would run beyond a width.
func (c *chart) fit(text string, style scene.Style, width float64) string {
	if style.Width(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && style.Width(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ,.·") + "…"
}

// footer says whose numbers these are and how old.
func (c *chart) footer() {
	style := c.theme.footer()
	if c.Synthetic {
		style.Color = c.theme.warning
	}
	c.scene.Rect(0, footerLine-1, Width, footerLine, c.theme.grid)
	mark := c.scene.Text(Width-margin, footerWords, "catalyst", inColour(style, c.theme.dim), 1)
	room := math.Max(0, Width-2*margin-mark-30)
	c.scene.Text(margin, footerWords, c.fit(c.provenance(), style, room), style, 0)
}

func (c *chart) provenance() string {
	text := upperFirst(c.Provider) + " (" + c.Source + ") · as of " + c.AsOf.In(c.Zone).Format("Mon 2 Jan 2006 15:04 MST")
	if c.Synthetic {
		text += " · synthetic intraday"
	}
	return text + " · not advice"
}

func upperFirst(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
