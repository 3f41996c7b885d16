package figure

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

const (
	headerMiddle = 46.0
	// maxSymbol and maxHeadline are the widths at which letters get smaller.
	maxSymbol   = 380.0
	maxHeadline = 350.0
	// maxChip is the width at which the change is told shorter.
	maxChip = 380.0
	// headerGap is between the parts of the header.
	headerGap = 20.0
)

// header says what this is and how it moved.
func (c *chart) header() {
	room := c.headline() - headerGap
	style := shrink(c.theme.title(), c.Symbol, maxSymbol)
	x := margin + c.scene.Text(margin, headerMiddle, c.Symbol, style, 0) + headerGap
	for _, line := range []struct {
		y     float64
		text  string
		style scene.Style
	}{{31, c.Name, c.theme.name()}, {62, c.description(), c.theme.detail()}} {
		c.scene.Text(x, line.y, fit(line.text, line.style, room-x), line.style, 0)
	}
}

// headline writes price and change over the span at the right and returns
// where it begins.
func (c *chart) headline() float64 {
	chip, right := inColour(c.theme.chip(), c.direction), Width-margin
	if text := c.change(chip); text != "" {
		left := right - chip.Width(text) - 32
		c.scene.Round(left, 24, right, 68, 8, c.direction.Alpha(.18))
		c.scene.Text((left+right)/2, headerMiddle, text, chip, .5)
		right = left - 18
	}
	price := number(c.last().Close, c.decimals)
	return right - c.scene.Text(right, headerMiddle, price, shrink(c.theme.title(), price, maxHeadline), 1)
}

// change tells the move over the span as fully as there is room.
func (c *chart) change(style scene.Style) string {
	amount, percent := c.Change()
	share := signed(percent, 2) + "%"
	span := "  " + c.Timeframe.String()
	for _, text := range []string{signed(amount, c.decimals) + "  (" + share + ")" + span, share + span} {
		if style.Width(text) <= maxChip {
			return text
		}
	}
	return ""
}

// shrink makes a style smaller, by whole pixels, until the text fits a width.
func shrink(style scene.Style, text string, width float64) scene.Style {
	if wanted := style.Width(text); wanted > width {
		style.Size = math.Floor(style.Size * width / wanted)
	}
	return style
}

func (c *chart) description() string {
	parts := []string{c.Timeframe.Label() + c.shortfall(), c.step()}
	for _, p := range []string{c.Exchange, c.Currency} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// shortfall says where the span begins when the history does not fill it;
// otherwise it is empty.
func (c *chart) shortfall() string {
	if c.Timeframe.Intraday() || len(c.bars) >= c.Timeframe.Sessions() {
		return ""
	}
	return " (from " + c.localTime(0).Format("2 Jan 2006") + ")"
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
