package figure

import (
	"strconv"
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
	sentences := make([]string, 0, 12)
	sentences = append(sentences, c.titleInWords()+": "+c.mannerInWords()+" over "+strings.ToLower(c.Timeframe.Label())+c.shortfall()+
		", "+strconv.Itoa(len(c.bars))+" "+plural(len(c.bars), c.stepInWords()+" bar")+".", c.lastInWords())
	sentences = append(sentences, c.rivalsInWords()...)
	sentences = append(sentences, c.panesInWords()...)
	sentences = append(sentences, c.marksInWords()...)
	sentences = append(sentences, upperFirst(c.Provider)+", as of "+c.AsOf.In(c.Zone).Format("2 Jan 2006")+", "+c.timeliness()+".")
	if c.Age > 0 {
		sentences = append(sentences, "Fetched "+age(c.Age)+" ago.")
	}
	if c.Synthetic {
		sentences = append(sentences, "Synthetic: the bars within a day were expanded from real daily bars.")
	}
	return cut(strings.Join(sentences, " "), maxAlt)
}

// lastInWords is the last price, the move, the range and the overlays.
func (c *chart) lastInWords() string {
	low, high := c.bars[0].Low, c.bars[0].High
	for _, b := range c.bars {
		low, high = min(low, b.Low), max(high, b.High)
	}
	price := strings.TrimSpace(number(c.last().Close, c.decimals) + " " + c.Currency)
	return "Last " + price + ", " + c.moveInWords() + " over the span, range " +
		number(low, c.decimals) + " to " + number(high, c.decimals) + c.overlaysInWords() + "."
}

// mannerInWords is the kind of chart.
func (c *chart) mannerInWords() string {
	kind := "candlestick chart"
	switch {
	case c.comparing():
		return "comparison in percent"
	case c.Style == Hollow:
		kind = "hollow candlestick chart"
	case c.Style == HeikinAshi:
		kind = "Heikin-Ashi chart"
	case c.Style == OHLC:
		kind = "bar chart"
	case c.Style == Closes:
		kind = "line chart"
	case c.Style == Mountain:
		kind = "area chart"
	}
	if c.Log {
		return kind + " on a log scale"
	}
	return kind
}

func (c *chart) titleInWords() string {
	if c.Name == "" {
		return c.Symbol
	}
	return c.Symbol + " (" + cut(c.Name, maxName) + ")"
}

func (c *chart) stepInWords() string {
	if c.intraday() {
		return number(c.interval().Step().Minutes(), 0) + "-minute"
	}
	return c.step()
}

func (c *chart) moveInWords() string {
	_, percent := c.Change()
	return inWords(percent)
}

// inWords is a move in percent.
func inWords(percent float64) string {
	text := number(max(percent, -percent), 2) + "%"
	switch {
	case percent > 0:
		return "up " + text
	case percent < 0:
		return "down " + text
	default:
		return "unchanged"
	}
}

func plural(count int, noun string) string {
	if count == 1 {
		return noun
	}
	return noun + "s"
}

// cut keeps the first so many characters.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}
