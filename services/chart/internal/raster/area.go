package raster

import (
	"image"
	"image/draw"
	"math"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// area fills a polygon.
func (c *Canvas) area(op *scene.Op) {
	points := c.scaled(op.Points)
	r := hull(points).Intersect(c.clip)
	if len(points) < 3 || r.Empty() {
		return
	}
	c.filler.Reset(r.Dx(), r.Dy())
	c.filler.DrawOp = draw.Src
	for i, p := range points {
		x, y := float32(p.X-float64(r.Min.X)), float32(p.Y-float64(r.Min.Y))
		if i == 0 {
			c.filler.MoveTo(x, y)
		} else {
			c.filler.LineTo(x, y)
		}
	}
	c.filler.ClosePath()
	mask := image.Alpha{Pix: c.cover, Stride: c.width, Rect: c.image.Rect}
	c.filler.Draw(&mask, r, image.Opaque, image.Point{})
	c.flush(r, op.Color)
}

// hull is the box of pixels that holds all points.
func hull(points []scene.Point) image.Rectangle {
	if len(points) == 0 {
		return image.Rectangle{}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		x0, y0 = math.Min(x0, p.X), math.Min(y0, p.Y)
		x1, y1 = math.Max(x1, p.X), math.Max(y1, p.Y)
	}
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
}
