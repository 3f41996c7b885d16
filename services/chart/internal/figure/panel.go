package figure

import "math"

// panel is a rectangle with a vertical scale.
type panel struct {
	x0, y0, x1, y1 float64
	// top and bottom are kept free of data for legends and labels.
	top, bottom float64
	// low and high are the least and the greatest value of the data. With log,
	// both are above 0.
	low, high float64
	log       bool
}

// room is the height the data has.
func (p panel) room() float64 { return p.y1 - p.bottom - p.y0 - p.top }

// y is the height of a value; NaN for one that log has no place for.
func (p panel) y(v float64) float64 {
	part := (v - p.low) / (p.high - p.low)
	if p.log {
		part = math.Log(v/p.low) / math.Log(p.high/p.low)
	}
	y := p.y1 - p.bottom - part*p.room()
	if math.IsInf(y, 0) {
		return math.NaN()
	}
	return y
}

// value is what lies at a height.
func (p panel) value(y float64) float64 {
	part := (p.y1 - p.bottom - y) / p.room()
	if p.log {
		return p.low * math.Pow(p.high/p.low, part)
	}
	return p.low + part*(p.high-p.low)
}

// columns is the horizontal scale: one slot for each bar, on whole pixels.
type columns struct {
	left, slot float64
	// half is half the width of a body, so that wicks of one pixel are centred.
	half float64
	// wick is half the width of a wick.
	wick float64
}

const (
	// maxBody keeps the bodies of few bars from becoming bricks, in pixels.
	maxBody = 29
	// broadBody is the width from which a wick of one pixel looks lost.
	broadBody = 13
)

func newColumns(x0, x1 float64, bars int) columns {
	const margin = 12
	slot := (x1 - x0 - 2*margin) / (float64(bars) + 1)
	body := math.Min(math.Floor(slot*.78), maxBody)
	if int(body)%2 == 0 {
		body--
	}
	c := columns{left: x0 + margin + slot/2, slot: slot, half: math.Max(body, 1) / 2, wick: .5}
	if body >= broadBody {
		c.wick = 1.5
	}
	return c
}

// x is the middle of a bar, half a pixel in so that it has a pixel of its own.
func (c columns) x(i int) float64 { return math.Floor(c.left+c.slot*(float64(i)+.5)) + .5 }
