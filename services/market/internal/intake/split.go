package intake

import (
	"math"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Split is a split of shares.
type Split struct {
	// Day is the ex-date, 00:00 UTC.
	Day time.Time
	// Ratio is the number of new shares for one old share, greater than 0.
	Ratio float64
}

// Adjusted divides the prices before each split by its ratio, and multiplies
// volumes. A split is applied once: one that the prices already follow, because
// they do not jump by it, is left alone. The bars are daily, oldest first, and
// are not changed.
func Adjusted(bars []bar.Bar, splits []Split) []bar.Bar {
	adjusted := slices.Clone(bars)
	for _, split := range splits {
		at := slices.IndexFunc(adjusted, func(b bar.Bar) bool { return !b.Time.Before(split.Day) })
		if at <= 0 || !jumps(adjusted[at-1], adjusted[at], split.Ratio) {
			continue
		}
		for i := range adjusted[:at] {
			b := &adjusted[i]
			for _, price := range []*float64{&b.Open, &b.High, &b.Low, &b.Close} {
				*price /= split.Ratio
			}
			b.Volume = int64(math.Round(float64(b.Volume) * split.Ratio))
		}
	}
	return adjusted
}

// jumps reports whether the open is nearer to the close before divided by the
// ratio than to that close itself.
func jumps(before, after bar.Bar, ratio float64) bool {
	if ratio <= 0 || ratio == 1 || math.IsInf(ratio, 0) || math.IsNaN(ratio) {
		return false
	}
	step := math.Log(before.Close / after.Open)
	return math.Abs(step-math.Log(ratio)) < math.Abs(step)
}
