package pattern

import (
	"slices"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// view is a series with its turns, seen upright or upside down: upside down,
// prices are negative and highs are lows, so that one search finds tops and
// bottoms.
type view struct {
	series  []bar.Bar
	turns   []swing.Point
	average float64 // range
	sign    float64
}

// mirrored turns an upright view over.
func (v view) mirrored() view {
	v.sign = -v.sign
	v.turns = flip(v.turns)
	return v
}

func flip(points []swing.Point) []swing.Point {
	flipped := slices.Clone(points)
	for i, p := range points {
		flipped[i] = swing.Point{Index: p.Index, Price: -p.Price, High: !p.High}
	}
	return flipped
}

func (v view) upright() bool { return v.sign > 0 }

// newest is the index of the last bar.
func (v view) newest() int { return len(v.series) - 1 }

// close is the last close.
func (v view) close() float64 { return v.sign * v.series[v.newest()].Close }

func (v view) high(i int) float64 {
	if v.upright() {
		return v.series[i].High
	}
	return -v.series[i].Low
}

func (v view) low(i int) float64 {
	if v.upright() {
		return v.series[i].Low
	}
	return -v.series[i].High
}

// tail returns the last n turns when the first of them is a low, or nil.
func (v view) tail(n int) []swing.Point {
	if len(v.turns) < n || v.turns[len(v.turns)-n].High {
		return nil
	}
	return v.turns[len(v.turns)-n:]
}

// pattern makes what was seen upright again.
func (v view) pattern(kind, mirrored Kind, points []swing.Point, edges []Edge, confidence float64) Pattern {
	p := Pattern{Kind: kind, Points: slices.Clone(points), Edges: edges, Confidence: min(confidence, maxConfidence)}
	if v.upright() {
		return p
	}
	p.Kind, p.Points = mirrored, flip(points)
	for i, e := range edges {
		ends := flip([]swing.Point{e.From, e.To})
		p.Edges[i] = Edge{From: ends[0], To: ends[1]}
	}
	slices.SortStableFunc(p.Edges, upperFirst)
	return p
}

func upperFirst(a, b Edge) int {
	switch {
	case a.From.High == b.From.High:
		return 0
	case a.From.High:
		return -1
	default:
		return 1
	}
}

// aim sets the target of a pattern to a price seen in the view.
func (v view) aim(p Pattern, price float64) Pattern {
	if price *= v.sign; price > 0 {
		p.Target = &price
	}
	return p
}
