package pattern

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// What makes a double top; heights are from the trough to the tops.
const (
	leastHeight  = 3.5  // average ranges
	leastLeg     = 4    // bars from turn to turn, on average
	topsApart    = 0.15 // of the height, at most
	riseInto     = 1.3  // heights, at least, to the first top
	fallOutOfTop = 0.3  // of the height, at least, from the second
)

// doubles finds a double top: a rise, a top, a trough, a top as high, a fall.
func (v view) doubles() []Pattern {
	turns := v.tail(5)
	if turns == nil {
		return nil
	}
	start, first, trough, second, end := turns[0], turns[1], turns[2], turns[3], turns[4]
	height := (first.Price+second.Price)/2 - trough.Price
	apart := math.Abs(first.Price-second.Price) / height
	if height < leastHeight*v.average || second.Index-first.Index < 2*leastLeg || apart > topsApart ||
		first.Price-start.Price < riseInto*height || second.Price-end.Price < fallOutOfTop*height ||
		!v.inPlay(turns[1:4], trough.Price-height, second.Price) {
		return nil
	}
	neckline := line{origin: trough.Index, price: trough.Price}
	confidence := 0.9 - 1.5*apart
	if v.close() < trough.Price {
		confidence += 0.1
	}
	p := v.pattern(DoubleTop, DoubleBottom, turns[1:4],
		[]Edge{neckline.edge(first.Index, v.newest(), false)}, confidence)
	return []Pattern{v.aim(p, trough.Price-height)}
}

// inPlay reports whether the last close is still between the prices where a
// pattern is done and where it failed, not longer after it than it took.
func (v view) inPlay(points []swing.Point, done, failed float64) bool {
	first, last := points[0].Index, points[len(points)-1].Index
	return done < v.close() && v.close() < failed && v.newest()-last <= last-first
}
