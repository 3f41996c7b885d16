// Package pattern finds chart patterns that are still in play. Every threshold
// is a multiple of the pattern's own height or of the series' average range, so
// that a shape is found at any price. Bars are taken as bar.ValidateSeries
// wants them.
//
// Patterns are shapes people look for; that one is there says little about what
// the price will do.
package pattern

import (
	"cmp"
	"slices"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// Pattern is a shape at the end of a series.
type Pattern struct {
	Kind Kind
	// Points are the turns that make it, oldest first; of a flag or pennant the
	// ends of its pole.
	Points []swing.Point
	// Edges are the lines that bound it, the upper one first; of tops, bottoms
	// and shoulders the neckline. High marks the upper of two.
	Edges []Edge
	// Confidence is how well the shape is kept, from MinConfidence to 0.95. It
	// is no probability.
	Confidence float64
	// Target is the price the shape is read to point to; nil when it points
	// nowhere or below 0.
	Target *float64
}

// Edge is a straight line between two bars, in prices.
type Edge struct{ From, To swing.Point }

// MinConfidence is the least confidence of a pattern.
const MinConfidence = 0.6

const maxConfidence = 0.95

// sizes are what counts as a turn, in average ranges: patterns come in
// different sizes.
var sizes = []float64{2, 3.5, 6}

// Find lists the patterns at the end of a series, at most one of a kind, the
// most confident first.
func Find(series []bar.Bar) []Pattern {
	average := swing.AverageRange(series)
	if average == 0 {
		return nil
	}
	var found []Pattern
	for _, size := range sizes {
		turns := swing.Turns(series, size*average)
		// The newest turn may be more than the pattern has.
		for drop := 0; drop < 2 && drop < len(turns); drop++ {
			found = append(found, atTurns(series, turns[:len(turns)-drop], average)...)
		}
	}
	up := view{series: series, average: average, sign: 1}
	for _, v := range []view{up, up.mirrored()} {
		found = append(found, v.flags()...)
	}
	return best(found)
}

// atTurns looks for what ends with the last of some turns.
func atTurns(series []bar.Bar, turns []swing.Point, average float64) []Pattern {
	v := view{series: series, turns: turns, average: average, sign: 1}
	found := v.between()
	for _, side := range []view{v, v.mirrored()} {
		found = append(found, side.doubles()...)
		found = append(found, side.shoulders()...)
	}
	return found
}

// best keeps the most confident pattern of each kind.
func best(found []Pattern) []Pattern {
	slices.SortStableFunc(found, func(a, b Pattern) int { return cmp.Compare(b.Confidence, a.Confidence) })
	seen := make(map[Kind]bool)
	return slices.DeleteFunc(found, func(p Pattern) bool {
		again := seen[p.Kind]
		seen[p.Kind] = true
		return again || p.Confidence < MinConfidence
	})
}
