package figure

import (
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// timeTick is a labelled place on the time axis.
type timeTick struct {
	x    float64
	text string
	// major ticks begin a year, a month or a day.
	major bool
}

// timeRoom is the least distance of time labels.
const timeRoom = 78.0

// timeTicks labels the bars where something begins. The axis counts bars, not
// hours, so closed days take no room. Major labels go first; minor ones fill
// what room is left.
func (c *chart) timeTicks() []timeTick {
	var placed []timeTick
	for _, major := range []bool{true, false} {
		for i := range c.bars {
			text, isMajor := c.timeLabel(i)
			x := c.columns.x(i)
			if text != "" && isMajor == major && c.roomFor(placed, x, text) {
				placed = append(placed, timeTick{x, text, major})
			}
		}
	}
	return placed
}

func (c *chart) roomFor(placed []timeTick, x float64, text string) bool {
	half := c.theme.major().Width(text) / 2
	if x-half < c.price.x0+6 || x+half > c.price.x1-6 {
		return false
	}
	for _, t := range placed {
		if x-t.x < timeRoom && t.x-x < timeRoom {
			return false
		}
	}
	return true
}

// timeLabel is what begins with bar i; empty when nothing does.
func (c *chart) timeLabel(i int) (text string, major bool) {
	now := c.localTime(i)
	if i == 0 {
		return c.firstLabel(now)
	}
	before := c.localTime(i - 1)
	if c.Timeframe.Intraday() {
		return intradayLabel(before, now, c.Timeframe)
	}
	switch {
	case now.Year() != before.Year():
		return strconv.Itoa(now.Year()), true
	case now.Month() != before.Month():
		return now.Format("Jan"), true
	case c.Timeframe != timeframe.Year && now.Weekday() < before.Weekday(): // a week begins
		return now.Format("2"), false
	default:
		return "", false
	}
}

// firstLabel names the day of the first bar where no other label would.
func (c *chart) firstLabel(now time.Time) (text string, major bool) {
	if c.Timeframe == timeframe.FiveDays {
		return now.Format("Mon 2"), true
	}
	return "", false
}

func intradayLabel(before, now time.Time, tf timeframe.Timeframe) (text string, major bool) {
	switch {
	case now.Day() != before.Day():
		return now.Format("Mon 2"), true
	case tf == timeframe.Day && now.Hour() != before.Hour():
		return now.Format("15:04"), false
	default:
		return "", false
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

func (c *chart) timeLabels(ticks []timeTick) {
	for _, t := range ticks {
		style := c.theme.axis()
		if t.major {
			style = c.theme.major()
		}
		c.scene.Text(t.x, axisMiddle, t.text, style, .5)
	}
}
