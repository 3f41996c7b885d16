package figure

import (
	"fmt"
	"strings"
)

const (
	// maxAlt is the longest description Discord takes, in characters.
	maxAlt = 1024
	// maxName keeps a long name from crowding out what matters.
	maxName = 120
)

// altText says in words what the picture shows.
func (c *chart) altText() string {
	low, high := c.bars[0].Low, c.bars[0].High
	for _, b := range c.bars {
		low, high = min(low, b.Low), max(high, b.High)
	}
	sentences := []string{
		fmt.Sprintf("%s: candlestick chart over %s%s, %d %s.", c.titleInWords(),
			strings.ToLower(c.Timeframe.Label()), c.shortfall(), len(c.bars), plural(len(c.bars), c.stepInWords()+" bar")),
		fmt.Sprintf("Last %s, %s over the span, range %s to %s%s.",
			strings.TrimSpace(number(c.last().Close, c.decimals)+" "+c.Currency), c.moveInWords(),
			number(low, c.decimals), number(high, c.decimals), c.averagesInWords()),
		fmt.Sprintf("%s, as of %s.", upperFirst(c.Provider), c.AsOf.In(c.Zone).Format("2 Jan 2006")),
	}
	if c.Synthetic {
		sentences[2] += " Synthetic: the bars within a day were expanded from real daily bars."
	}
	return cut(strings.Join(sentences, " "), maxAlt)
}

func (c *chart) titleInWords() string {
	if c.Name == "" {
		return c.Symbol
	}
	return c.Symbol + " (" + cut(c.Name, maxName) + ")"
}

func (c *chart) stepInWords() string {
	if c.Timeframe.Intraday() {
		return number(c.Timeframe.Step().Minutes(), 0) + "-minute"
	}
	return c.step()
}

func (c *chart) moveInWords() string {
	amount, percent := c.Change()
	text := number(max(percent, -percent), 2) + "%"
	switch {
	case amount > 0:
		return "up " + text
	case amount < 0:
		return "down " + text
	default:
		return "unchanged"
	}
}

func (c *chart) averagesInWords() string {
	var b strings.Builder
	for i := len(c.averages) - 1; i >= 0; i-- {
		if v, ok := c.averages[i].values.Last(); ok {
			fmt.Fprintf(&b, ", %s %s", c.averages[i].name, number(v, c.decimals))
		}
	}
	return b.String()
}

func plural(count int, noun string) string {
	if count == 1 {
		return noun
	}
	return noun + "s"
}

// cut keeps the first so many characters.
func cut(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}
