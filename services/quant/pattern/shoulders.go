package pattern

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// What makes shoulders, in heights of the head above the neckline.
const (
	shouldersApart = 0.25 // at most
	leastShoulder  = 0.3
	mostShoulder   = 0.8
	necklineTilt   = 0.35 // at most, from trough to trough
	mostLopsided   = 3    // times as long on one side of the head
)

// shoulders finds a head between two shoulders: a rise, three tops of which the
// middle one is the highest, and a fall.
func (v view) shoulders() []Pattern {
	turns := v.tail(7)
	if turns == nil {
		return nil
	}
	start, left, a, head, b, right, end := turns[0], turns[1], turns[2], turns[3], turns[4], turns[5], turns[6]
	neckline := fit([]swing.Point{a, b})
	height := head.Price - neckline.at(head.Index)
	if height < leastHeight*v.average || right.Index-left.Index < 4*leastLeg || start.Price > min(a.Price, b.Price) ||
		right.Price-end.Price < fallOutOfTop*height {
		return nil
	}
	onLeft, onRight := (left.Price-neckline.at(left.Index))/height, (right.Price-neckline.at(right.Index))/height
	apart := math.Abs(left.Price-right.Price) / height
	before, after := float64(head.Index-left.Index), float64(right.Index-head.Index)
	lopsided := max(before/after, after/before)
	target := neckline.at(v.newest()) - height
	if min(onLeft, onRight) < leastShoulder || max(onLeft, onRight) > mostShoulder || apart > shouldersApart ||
		math.Abs(a.Price-b.Price) > necklineTilt*height || lopsided > mostLopsided ||
		!v.inPlay(turns[1:6], target, right.Price) {
		return nil
	}
	confidence := 0.9 - 0.5*apart - 0.1*(lopsided-1)
	if v.close() < neckline.at(v.newest()) {
		confidence += 0.1
	}
	p := v.pattern(HeadAndShoulders, InverseHeadAndShoulders, turns[1:6],
		[]Edge{neckline.edge(left.Index, v.newest(), false)}, confidence)
	return []Pattern{v.aim(p, target)}
}
