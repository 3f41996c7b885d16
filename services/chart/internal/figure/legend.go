package figure

import (
	"math"
	"time"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

const (
	margin = 16.0
	// partGap is between the words of a legend.
	partGap = 12.0
	// legendEnd is where the legends of the price panel end.
	legendEnd = 70.0
)

// part is a piece of a legend.
type part struct {
	text  string
	color scene.Color
}

// legends gives the newest values of both panels.
func (c *chart) legends() {
	last, t := c.last(), c.theme
	prices := []part{{c.moment(len(c.bars) - 1), t.dim}}
	for _, p := range []struct {
		letter string
		price  float64
	}{{"O", last.Open}, {"H", last.High}, {"L", last.Low}, {"C", last.Close}} {
		prices = append(prices, part{p.letter, t.dim}, part{number(p.price, c.decimals), t.text})
	}
	c.legend(c.price.y0+24, prices)
	c.legend(c.price.y0+54, c.averageParts())
	if c.hasVolume() {
		c.legend(c.volume.y0+22, []part{{"Volume", t.dim}, {compact(float64(last.Volume)), t.text}})
	}
}

// averageParts names the averages, the quickest first.
func (c *chart) averageParts() []part {
	var parts []part
	for i := len(c.averages) - 1; i >= 0; i-- {
		if v, ok := c.averages[i].values.Last(); ok {
			parts = append(parts, part{c.averages[i].name, c.theme.dim}, part{number(v, c.decimals), c.averages[i].color})
		}
	}
	return parts
}

// moment names a bar by its time of day or by its date.
func (c *chart) moment(i int) string {
	if c.Timeframe.Intraday() {
		return c.localTime(i).Format("15:04")
	}
	return c.localTime(i).Format("2 Jan")
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

// localTime is the exchange's time of a bar. Daily bars stand for a date and
// are not shifted.
func (c *chart) localTime(i int) time.Time {
	if c.Timeframe.Intraday() {
		return c.bars[i].Time.In(c.Zone)
	}
	return c.bars[i].Time.UTC()
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
	c.scene.Text(margin, footerWords, fit(c.provenance(), style, room), style, 0)
}

func (c *chart) provenance() string {
	text := upperFirst(c.Provider) + " (" + c.Source + ") · as of " + c.AsOf.In(c.Zone).Format("Mon 2 Jan 2006 15:04 MST")
	if c.Synthetic {
		text += " · synthetic intraday"
	}
	return text + " · not advice"
}
