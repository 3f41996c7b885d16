package figure

import "math"

// panel is a rectangle with a vertical scale.
type panel struct {
	x0, y0, x1, y1 float64
	// top is kept free of data for the legend.
	top float64
	// low and high are the values at the lower and upper end.
	low, high float64
}

// y is the height of a value.
func (p panel) y(v float64) float64 {
	return p.y1 - (v-p.low)/(p.high-p.low)*(p.y1-p.y0-p.top)
}

// columns is the horizontal scale: one slot for each bar, on whole pixels.
type columns struct {
	left, slot float64
	// half is half the width of a body, so that wicks of one pixel are centred.
	half float64
}

// maxBody keeps the bodies of few bars from becoming bricks, in pixels.
const maxBody = 25

func newColumns(x0, x1 float64, bars int) columns {
	const margin = 12
	slot := (x1 - x0 - 2*margin) / (float64(bars) + 1)
	body := math.Min(math.Floor(slot*.78), maxBody)
	if int(body)%2 == 0 {
		body--
	}
	return columns{left: x0 + margin + slot/2, slot: slot, half: math.Max(body, 1) / 2}
}

// x is the middle of a bar, half a pixel in so that it has a pixel of its own.
func (c columns) x(i int) float64 { return math.Floor(c.left+c.slot*(float64(i)+.5)) + .5 }
