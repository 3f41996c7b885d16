// Package level finds the prices that matter: where a price turned before,
// where a swing may be retraced to, where the volume lies, where the last
// session points to, and what was jumped over. Nothing in it depends on the
// size of the price. Bars are taken as bar.ValidateSeries wants them.
package level

import (
	"cmp"
	"slices"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// Side says where a level stands.
type Side int

// The sides.
const (
	// Support is a level at or below the last close.
	Support Side = iota + 1
	// Resistance is a level above it.
	Resistance
)

// Level is a price at which highs or lows turned more than once.
type Level struct {
	// Price is the mean of its touches.
	Price float64
	Side  Side
	// Touches lists the bars that turned there, oldest first; 2 or more.
	Touches []int
	// Strength is 0 to 100: half for touches, five being all of it, three
	// tenths for how recent the last is, two tenths for their volume, three
	// times the average being all of it.
	Strength float64
}

const (
	// reach is how many bars on either side a touch stands out from.
	reach = 2
	// closeness is how far apart the touches of one level may be, in average
	// ranges.
	closeness = 0.75
	// fullTouches and fullVolume earn their whole part of the strength.
	fullTouches, fullVolume = 5, 3
)

// SupportResistance finds at most perSide levels above and below the last
// close, the strongest of each, in falling order of price.
func SupportResistance(series []bar.Bar, perSide int) []Level {
	points := swing.Extremes(series, reach)
	slices.SortStableFunc(points, func(a, b swing.Point) int { return cmp.Compare(a.Price, b.Price) })
	width := closeness * swing.AverageRange(series)
	var levels []Level
	for {
		first, n := crowd(points, width)
		if n < 2 {
			return strongest(levels, perSide)
		}
		levels = append(levels, measure(series, points[first:first+n]))
		points = slices.Delete(points, first, first+n)
	}
}

// crowd finds the most points, in order of price, that are within a width of
// each other.
func crowd(points []swing.Point, width float64) (first, n int) {
	start := 0
	for end := range points {
		for points[end].Price-points[start].Price > width {
			start++
		}
		if end-start+1 > n {
			first, n = start, end-start+1
		}
	}
	return first, n
}

// measure makes a level of touches.
func measure(series []bar.Bar, touches []swing.Point) Level {
	l := Level{Side: Support}
	var volume, all float64
	for _, p := range touches {
		l.Price += p.Price / float64(len(touches))
		l.Touches = append(l.Touches, p.Index)
		volume += float64(series[p.Index].Volume) / float64(len(touches))
	}
	slices.Sort(l.Touches)
	if l.Price > series[len(series)-1].Close {
		l.Side = Resistance
	}
	for _, b := range series {
		all += float64(b.Volume) / float64(len(series))
	}
	recent := float64(l.Touches[len(l.Touches)-1]+1) / float64(len(series))
	l.Strength = 50*min(float64(len(touches))/fullTouches, 1) + 30*recent
	if all > 0 {
		l.Strength += 20 * min(volume/all/fullVolume, 1)
	}
	return l
}

// strongest keeps perSide levels of either side, in falling order of price.
func strongest(levels []Level, perSide int) []Level {
	slices.SortStableFunc(levels, func(a, b Level) int { return cmp.Compare(b.Strength, a.Strength) })
	kept := make(map[Side]int)
	levels = slices.DeleteFunc(levels, func(l Level) bool {
		kept[l.Side]++
		return kept[l.Side] > perSide
	})
	slices.SortFunc(levels, func(a, b Level) int { return cmp.Compare(b.Price, a.Price) })
	return levels
}
