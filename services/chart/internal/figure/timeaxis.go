package figure

import (
	"math"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// rank says how much a label of the time axis matters. Higher ones are placed
// first; lower ones fill what room is left.
type rank int

const (
	unranked rank = iota
	// minor begins a week or an hour.
	minor
	// first names the beginning of the span.
	first
	// major begins a year, a month or a day.
	major
)

// timeTick is a labelled place on the time axis. The label is moved off its
// place at the ends of the axis.
type timeTick struct {
	x, labelX, half float64
	text            string
	rank            rank
}

// timeGap is the least distance between time labels.
const timeGap = 12.0

// middleHour is the full hour nearest to the middle of a regular session.
const middleHour = 13

// timeTicks labels the bars where something begins. The axis counts bars, not
// hours, so closed days take no room.
func (c *chart) timeTicks() []timeTick {
	placed := make([]timeTick, 0, 24)
	for _, wanted := range []rank{major, first, minor} {
		for i := range c.bars {
			text, rank := c.timeLabel(i)
			if rank != wanted {
				continue
			}
			if tick := c.timeTick(c.columns.x(i), text, rank); roomFor(placed, tick) {
				placed = append(placed, tick)
			}
		}
	}
	return placed
}

func (c *chart) timeTick(x float64, text string, rank rank) timeTick {
	half := c.theme.major().Width(text) / 2
	labelX := math.Max(c.price.x0+half+8, math.Min(x, c.price.x1-half-8))
	return timeTick{x: x, labelX: labelX, half: half, text: text, rank: rank}
}

func roomFor(placed []timeTick, wanted timeTick) bool {
	for _, t := range placed {
		if math.Abs(t.labelX-wanted.labelX) < t.half+wanted.half+timeGap {
			return false
		}
	}
	return true
}

// timeLabel is what begins with bar i; unranked when nothing does.
func (c *chart) timeLabel(i int) (string, rank) {
	now := c.localTime(i)
	if i == 0 {
		return c.firstLabel(now), first
	}
	before := c.localTime(i - 1)
	switch {
	case c.intraday():
		return intradayLabel(before, now, c.Timeframe)
	case now.Year() != before.Year():
		return strconv.Itoa(now.Year()), major
	case now.Month() != before.Month():
		return now.Format("Jan"), c.monthRank(now.Month())
	case c.interval() == timeframe.Daily && len(c.bars) <= weekLabels && now.Weekday() < before.Weekday(): // a week begins
		return now.Format("2"), minor
	default:
		return "", unranked
	}
}

const (
	// weekLabels is the most days whose weeks are labelled.
	weekLabels = 100
	// monthLabels is the longest span whose months all matter, halfLabels the
	// longest of which every half year is named.
	monthLabels = 15 * 30 * 24 * time.Hour
	halfLabels  = 6 * 365 * 24 * time.Hour
)

// monthRank is how much the beginning of a month matters over a long span.
func (c *chart) monthRank(month time.Month) rank {
	length := c.bars[len(c.bars)-1].Time.Sub(c.bars[0].Time)
	switch {
	case length <= monthLabels:
		return major
	case length <= halfLabels && month == time.July, length <= halfLabels/2 && month%3 == 1:
		return minor
	default:
		return unranked
	}
}

func (c *chart) firstLabel(now time.Time) string {
	switch {
	case c.Timeframe == timeframe.Day:
		return now.Format("15:04")
	case c.intraday():
		return now.Format("Mon 2")
	case len(c.bars) > weekLabels || c.interval() != timeframe.Daily:
		return now.Format("Jan 2006")
	default:
		return now.Format("2 Jan")
	}
}

func intradayLabel(before, now time.Time, tf timeframe.Timeframe) (string, rank) {
	switch {
	case now.Day() != before.Day():
		return now.Format("Mon 2"), major
	case now.Hour() != before.Hour() && (tf == timeframe.Day || now.Hour() == middleHour):
		return now.Format("15:04"), minor
	default:
		return "", unranked
	}
}

func (c *chart) timeLabels(ticks []timeTick) {
	for _, t := range ticks {
		style := c.theme.axis()
		if t.rank == major || t.rank == first {
			style = c.theme.major()
		}
		c.scene.Text(t.labelX, c.axisMiddle, t.text, style, .5)
	}
}
