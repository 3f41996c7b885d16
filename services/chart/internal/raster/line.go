package raster

import (
	"image"
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// line strokes a polyline. Points that are NaN leave a gap.
func (c *Canvas) line(op *scene.Op) {
	if p := op.Points; len(p) == 2 && p[0].Y == p[1].Y {
		c.guide(op)
		return
	}
	half, points := op.Size*c.scale/2, c.scaled(op.Points)
	for i := 1; i < len(points); i++ {
		c.coverSegment(points[i-1], points[i], half)
	}
	// Composited once, so that joints are not darker; box by box, so that the
	// cost follows the line and not its hull.
	for i := 1; i < len(points); i++ {
		c.flush(c.reach(points[i-1], points[i], half), op.Color)
	}
}

// scaled are the points in pixels, valid until the next call.
func (c *Canvas) scaled(points []scene.Point) []scene.Point {
	c.points = c.points[:0]
	for _, p := range points {
		c.points = append(c.points, scene.Point{X: p.X * c.scale, Y: p.Y * c.scale})
	}
	return c.points
}

// guide is a horizontal line on whole pixels, dashed or not.
func (c *Canvas) guide(op *scene.Op) {
	points := c.scaled(op.Points)
	thick := max(1, nearest(op.Size*c.scale))
	top := nearest(points[0].Y - float64(thick)/2)
	from, to := nearest(points[0].X), nearest(points[1].X)
	if op.On <= 0 {
		c.fill(image.Rect(from, top, to, top+thick), op.Color)
		return
	}
	on, off := max(1, nearest(op.On*c.scale)), max(1, nearest(op.Off*c.scale))
	for x := from; x < to; x += on + off {
		c.fill(image.Rect(x, top, min(x+on, to), top+thick), op.Color)
	}
}

// reach is the box of pixels a segment may touch; empty for a gap.
func (c *Canvas) reach(a, b scene.Point, half float64) image.Rectangle {
	if math.IsNaN(a.X + a.Y + b.X + b.Y) {
		return image.Rectangle{}
	}
	edge := half + 1
	return image.Rect(
		int(math.Min(a.X, b.X)-edge), int(math.Min(a.Y, b.Y)-edge),
		int(math.Max(a.X, b.X)+edge)+1, int(math.Max(a.Y, b.Y)+edge)+1,
	).Intersect(c.clip)
}

// coverSegment notes how much of each pixel lies within half of the segment.
func (c *Canvas) coverSegment(a, b scene.Point, half float64) {
	r := c.reach(a, b, half)
	dx, dy := b.X-a.X, b.Y-a.Y
	inverse := 1 / math.Max(dx*dx+dy*dy, 1e-9)
	limit := half + .5
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.cover[y*c.width : (y+1)*c.width]
		py := float64(y) + .5 - a.Y
		for x := r.Min.X; x < r.Max.X; x++ {
			px := float64(x) + .5 - a.X
			along := max(0, min(1, (px*dx+py*dy)*inverse))
			ex, ey := px-along*dx, py-along*dy
			square := ex*ex + ey*ey
			if square >= limit*limit {
				continue
			}
			cover := uint8(min(1, limit-math.Sqrt(square)) * 255)
			row[x] = max(row[x], cover)
		}
	}
}

// flush lays the noted coverage of a box over the picture and forgets it.
func (c *Canvas) flush(r image.Rectangle, color scene.Color) {
	over := mixer{color: color}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.cover[y*c.width+r.Min.X : y*c.width+r.Max.X]
		first := c.image.PixOffset(r.Min.X, y)
		for i, cover := range row {
			if cover != 0 {
				at := first + 4*i
				over.lay(c.image.Pix[at:at+4:at+4], uint32(stepped[cover]))
				row[i] = 0
			}
		}
	}
}
