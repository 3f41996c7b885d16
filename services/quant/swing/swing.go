// Package swing finds the turns of a price, in measures of its own movement: a
// series at a hundredth of the price has the same turns.
package swing

import (
	"math"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Point is a turn of the price.
type Point struct {
	// Index is the bar of the turn.
	Index int
	// Price is the bar's high or its low.
	Price float64
	// High says which of the two.
	High bool
}

// AverageRange is the mean true range of a series in units of price, the
// measure of what is a large move. It is 0 for fewer than two bars.
func AverageRange(series []bar.Bar) float64 {
	if len(series) < 2 {
		return 0
	}
	var sum float64
	for i, b := range series[1:] {
		before := series[i].Close
		sum += max(b.High, before) - min(b.Low, before)
	}
	return sum / float64(len(series)-1)
}

// Extremes lists the bars whose high is above, or whose low is below, those of
// reach bars on either side, oldest first. Of equal neighbours the first
// counts.
func Extremes(series []bar.Bar, reach int) []Point {
	var points []Point
	for i := reach; i < len(series)-reach; i++ {
		high, low := true, true
		for j := i - reach; j <= i+reach; j++ {
			high = high && above(series[i].High, series[j].High, j, i)
			low = low && above(-series[i].Low, -series[j].Low, j, i)
		}
		if high {
			points = append(points, Point{Index: i, Price: series[i].High, High: true})
		}
		if low {
			points = append(points, Point{Index: i, Price: series[i].Low})
		}
	}
	return points
}

// above reports whether the price of bar i beats that of its neighbour j.
func above(price, other float64, j, i int) bool {
	return j == i || price > other || j > i && price == other
}

// Turns lists highs and lows in turn, oldest first, each at least size away
// from the one before. All but the last are certain: since the last, the price
// has not come back by size yet. There are none before the first such move, and
// none when size is not above 0.
func Turns(series []bar.Bar, size float64) []Point {
	if !(size > 0) || len(series) == 0 {
		return nil
	}
	t := tracer{
		size:   size,
		top:    Point{Price: series[0].High, High: true},
		bottom: Point{Price: series[0].Low},
	}
	for i, b := range series[1:] {
		high, low := Point{Index: i + 1, Price: b.High, High: true}, Point{Index: i + 1, Price: b.Low}
		if len(t.points) == 0 {
			t.begin(high, low)
		} else {
			t.follow(high, low)
		}
	}
	return t.points
}

// tracer holds the turns so far; before the first, the extremes so far.
type tracer struct {
	size        float64
	top, bottom Point
	points      []Point
}

// begin looks for the first move of the size.
func (t *tracer) begin(high, low Point) {
	switch {
	case high.Price-t.bottom.Price >= t.size:
		t.points = []Point{t.bottom, high}
		return
	case t.top.Price-low.Price >= t.size:
		t.points = []Point{t.top, low}
		return
	}
	if high.Price > t.top.Price {
		t.top = high
	}
	if low.Price < t.bottom.Price {
		t.bottom = low
	}
}

// follow moves the last point as long as its leg goes on, and turns when the
// price has come back by the size.
func (t *tracer) follow(high, low Point) {
	last := &t.points[len(t.points)-1]
	onward, back := high, low
	if !last.High {
		onward, back = low, high
	}
	switch {
	case onward.Price > last.Price == last.High && onward.Price != last.Price:
		*last = onward
	case math.Abs(back.Price-last.Price) >= t.size:
		t.points = append(t.points, back)
	}
}
