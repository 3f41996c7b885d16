package pattern

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// line is a straight line: the price at a bar, and what it gains per bar.
type line struct {
	origin       int
	price, slope float64
}

// fit is the line of least squares through points of two bars or more.
func fit(points []swing.Point) line {
	n := float64(len(points))
	var x, y float64
	for _, p := range points {
		x += float64(p.Index-points[0].Index) / n
		y += p.Price / n
	}
	var xx, xy float64
	for _, p := range points {
		dx := float64(p.Index-points[0].Index) - x
		xx += dx * dx
		xy += dx * (p.Price - y)
	}
	slope := xy / xx
	return line{origin: points[0].Index, price: y - slope*x, slope: slope}
}

// at is the price at a bar.
func (l line) at(index int) float64 { return l.price + l.slope*float64(index-l.origin) }

// miss is how far the farthest point is from the line.
func (l line) miss(points []swing.Point) float64 {
	var worst float64
	for _, p := range points {
		worst = max(worst, math.Abs(p.Price-l.at(p.Index)))
	}
	return worst
}

// edge is the line between two bars.
func (l line) edge(from, to int, high bool) Edge {
	return Edge{
		From: swing.Point{Index: from, Price: l.at(from), High: high},
		To:   swing.Point{Index: to, Price: l.at(to), High: high},
	}
}
