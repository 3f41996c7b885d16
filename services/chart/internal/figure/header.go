package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// header says what this is and how it moved.
func (c *chart) header() {
	edge := c.headline()
	x := margin + c.scene.Text(margin, 46, c.Symbol, c.theme.title(), 0) + 20
	c.scene.Text(x, 31, fit(c.Name, c.theme.name(), edge-x-20), c.theme.name(), 0)
	c.scene.Text(x, 62, fit(c.description(), c.theme.detail(), edge-x-20), c.theme.detail(), 0)
}

// headline writes price and change over the span at the right and returns
// where it begins.
func (c *chart) headline() float64 {
	amount, percent := c.Change()
	chip := inColour(c.theme.chip(), c.direction)
	text := signed(amount, c.decimals) + "  (" + signed(percent, 2) + "%)  " + c.Timeframe.String()
	width := chip.Width(text) + 32
	right := Width - margin
	c.scene.Round(right-width, 24, right, 68, 8, c.direction.Alpha(.18))
	c.scene.Text(right-width/2, 46, text, chip, .5)
	price := right - width - 18
	return price - c.scene.Text(price, 46, number(c.last().Close, c.decimals), c.theme.title(), 1)
}

func (c *chart) description() string {
	parts := []string{c.Timeframe.Label(), c.step()}
	for _, p := range []string{c.Exchange, c.Currency} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// step names the length of a bar.
func (c *chart) step() string {
	if c.Timeframe.Intraday() {
		return number(c.Timeframe.Step().Minutes(), 0) + " min"
	}
	return "daily"
}

// fit shortens text that would run beyond a width.
func fit(text string, style scene.Style, width float64) string {
	if style.Width(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && style.Width(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	if len(runes) == 0 {
		return ""
	}
	return strings.TrimRight(string(runes), " ,.·(") + "…"
}

func upperFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
