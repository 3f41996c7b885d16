package pattern

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// What makes a triangle or a channel, in heights where it begins: how much an
// edge gains over its whole length.
const (
	flatEdge   = 0.15 // at most
	steepEdge  = 0.4  // at least, against a flat one
	leanEdge   = 0.2  // at least, each of two that meet
	parallel   = 0.2  // at most apart
	channelWay = 0.4  // at least, to go up or down
	offEdge    = 0.12 // farthest turn from its edge, at most
	outside    = 0.2  // last close beyond an edge, at most
)

// between finds triangles and channels of six turns or seven.
func (v view) between() []Pattern {
	var found []Pattern
	for n := 6; n <= 7 && n <= len(v.turns); n++ {
		if p, ok := v.corridor(v.turns[len(v.turns)-n:]); ok {
			found = append(found, p)
		}
	}
	return found
}

func (v view) corridor(turns []swing.Point) (Pattern, bool) {
	var highs, lows []swing.Point
	for _, p := range turns {
		if p.High {
			highs = append(highs, p)
		} else {
			lows = append(lows, p)
		}
	}
	upper, lower := fit(highs), fit(lows)
	first, last := turns[0].Index, turns[len(turns)-1].Index
	height := upper.at(first) - lower.at(first)
	off := max(upper.miss(highs), lower.miss(lows)) / height
	top, bottom, reach := upper.at(v.newest()), lower.at(v.newest()), outside*height
	if height < leastHeight*v.average || last-first < (len(turns)-1)*leastLeg || off > offEdge || top <= bottom ||
		!v.inPlay(turns, bottom-reach, top+reach) {
		return Pattern{}, false
	}
	length := float64(last - first)
	kind := kindOf(upper.slope*length/height, lower.slope*length/height)
	if kind == 0 {
		return Pattern{}, false
	}
	confidence := 0.9 - 2.5*off + 0.05*float64(len(turns)-6)
	p := v.pattern(kind, kind, turns,
		[]Edge{upper.edge(first, v.newest(), true), lower.edge(first, v.newest(), false)}, confidence)
	return v.aimBetween(p, top, bottom, height), true
}

// kindOf names a shape by what its edges gain; 0 for none.
func kindOf(upper, lower float64) Kind {
	switch middle := (upper + lower) / 2; {
	case math.Abs(upper) <= flatEdge && lower >= steepEdge:
		return AscendingTriangle
	case math.Abs(lower) <= flatEdge && upper <= -steepEdge:
		return DescendingTriangle
	case upper <= -leanEdge && lower >= leanEdge:
		return SymmetricTriangle
	case math.Abs(upper-lower) > parallel:
		return 0
	case middle >= channelWay:
		return ChannelUp
	case middle <= -channelWay:
		return ChannelDown
	case math.Abs(middle) <= flatEdge:
		return ChannelSideways
	default:
		return 0
	}
}

// aimBetween points a triangle one height out of it, and a channel to the edge
// it leans to. A symmetric triangle goes on as it came.
func (v view) aimBetween(p Pattern, top, bottom, height float64) Pattern {
	rose := p.Points[0].High
	switch {
	case p.Kind == AscendingTriangle, p.Kind == SymmetricTriangle && rose:
		return v.aim(p, top+height)
	case p.Kind == DescendingTriangle, p.Kind == SymmetricTriangle:
		return v.aim(p, bottom-height)
	case p.Kind == ChannelUp:
		return v.aim(p, top)
	case p.Kind == ChannelDown:
		return v.aim(p, bottom)
	default:
		return p
	}
}
