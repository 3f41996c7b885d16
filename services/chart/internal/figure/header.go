package figure

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

const (
	headerMiddle = 46.0
	// headerGap is between the parts of the header.
	headerGap = 20.0
)

// Widths at which the header's words get smaller or fewer, as parts of the
// picture's width.
const (
	maxSymbol   = 380. / Width
	maxHeadline = 350. / Width
	maxChip     = 380. / Width
	// Where the headline has a line of its own, its parts may be wider.
	narrowChip = .5
)

// header says what this is and how it moved.
func (c *chart) header() {
	room := c.writeHeadline() - headerGap
	if c.narrow {
		room = c.width - margin
	}
	style := shrink(c.theme.title(), c.Symbol, c.width*maxSymbol)
	x := margin + c.scene.Text(margin, headerMiddle, c.Symbol, style, 0) + headerGap
	for _, line := range []struct {
		y     float64
		text  string
		style scene.Style
	}{{31, c.Name, c.theme.name()}, {62, c.description(), c.theme.detail()}} {
		c.scene.Text(x, line.y, fit(line.text, line.style, room-x), line.style, 0)
	}
}

// writeHeadline writes price and change over the span, at the right or in a
// line of its own, and returns where it begins.
func (c *chart) writeHeadline() float64 {
	price := number(c.last().Close, c.decimals)
	style := shrink(c.theme.title(), price, c.width*maxHeadline)
	if c.narrow {
		end := margin + c.scene.Text(margin, c.headline, price, style, 0)
		chip := inColour(c.theme.chip(), c.direction)
		text := c.change(chip, c.width*narrowChip)
		c.chip(end+18, text, chip)
		return margin
	}
	chip, right := inColour(c.theme.chip(), c.direction), c.width-margin
	if text := c.change(chip, c.width*maxChip); text != "" {
		left := right - chip.Width(text) - 2*chipPadding
		c.chip(left, text, chip)
		right = left - 18
	}
	return right - c.scene.Text(right, c.headline, price, style, 1)
}

// chipPadding is left and right of the text of the chip.
const chipPadding = 16.0

// chip writes the change on a ground of its colour.
func (c *chart) chip(left float64, text string, style scene.Style) {
	if text == "" {
		return
	}
	right := left + style.Width(text) + 2*chipPadding
	c.scene.Round(left, c.headline-22, right, c.headline+22, 8, style.Color.Alpha(.18))
	c.scene.Text((left+right)/2, c.headline, text, style, .5)
}

// change tells the move over the span as fully as there is room.
func (c *chart) change(style scene.Style, room float64) string {
	amount, percent := c.Change()
	share := signed(percent, 2) + "%"
	span := "  " + c.Timeframe.String()
	for _, text := range []string{signed(amount, c.decimals) + "  (" + share + ")" + span, share + span} {
		if style.Width(text) <= room {
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
	parts = append(parts, c.manner()...)
	for _, p := range []string{c.Exchange, c.Currency} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// manner says what is not as usual: averaged bars, a scale.
func (c *chart) manner() []string {
	switch {
	case c.comparing():
		return []string{"percent"}
	case c.Style == HeikinAshi && c.Log:
		return []string{"Heikin-Ashi", "log"}
	case c.Style == HeikinAshi:
		return []string{"Heikin-Ashi"}
	case c.Log:
		return []string{"log"}
	default:
		return nil
	}
}

// shortfall says where the span begins when the history does not fill it;
// otherwise it is empty.
func (c *chart) shortfall() string {
	if c.intraday() || len(c.bars) >= c.wholeSpan() {
		return ""
	}
	return " (from " + c.localTime(0).Format("2 Jan 2006") + ")"
}

// wholeSpan is the least number of bars that fill the timeframe; 0 when any
// number does.
func (c *chart) wholeSpan() int {
	const weekDays = 5
	if c.interval() == timeframe.Weekly {
		return c.Timeframe.Sessions() / weekDays
	}
	return c.Timeframe.Sessions()
}

// step names the length of a bar.
func (c *chart) step() string {
	switch c.interval() {
	case timeframe.Weekly:
		return "weekly"
	case timeframe.Monthly:
		return "monthly"
	case timeframe.Daily:
		return "daily"
	default:
		return number(c.interval().Step().Minutes(), 0) + " min"
	}
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
