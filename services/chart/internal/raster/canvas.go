// Package raster turns a scene into pixels: straight fills on whole pixels, a
// stroker that measures distances, and cached glyphs for text.
package raster

import (
	"encoding/binary"
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
)

// Canvas draws scenes of one size, one after the other. It keeps its pixels
// and glyphs between scenes and is not safe for concurrent use.
type Canvas struct {
	image         *image.RGBA
	width, height int
	// scale is how many pixels one of the scene makes.
	scale float64
	clip  image.Rectangle
	// cover is the coverage of the stroke or area being drawn.
	cover  []uint8
	glyphs map[glyphKey]glyph
	buffer sfnt.Buffer
	filler *vector.Rasterizer
	// points are those of the line being drawn, in pixels.
	points []scene.Point
}

// NewCanvas makes a canvas for scenes of a size, each of whose pixels is drawn
// as scale by scale pixels.
func NewCanvas(width, height, scale int) *Canvas {
	width, height = width*scale, height*scale
	return &Canvas{
		image: image.NewRGBA(image.Rect(0, 0, width, height)),
		width: width, height: height, scale: float64(scale),
		cover:  make([]uint8, width*height),
		glyphs: map[glyphKey]glyph{},
		filler: vector.NewRasterizer(1, 1),
	}
}

// Draw plays the scene. The picture is valid until the next Draw.
func (c *Canvas) Draw(s *scene.Scene) *image.RGBA {
	c.clip = c.image.Rect
	c.fill(c.image.Rect, s.Background)
	for i := range s.Ops {
		c.play(&s.Ops[i])
	}
	return c.image
}

func (c *Canvas) play(op *scene.Op) {
	switch op.Kind {
	case scene.Rect:
		c.fill(c.box(op), op.Color)
	case scene.Round:
		c.round(c.box(op), op.Size*c.scale, op.Color)
	case scene.Line:
		c.line(op)
	case scene.Area:
		c.area(op)
	case scene.Text:
		c.text(op)
	case scene.Clip:
		c.clip = c.box(op).Intersect(c.image.Rect)
	case scene.Unclip:
		c.clip = c.image.Rect
	}
}

func (c *Canvas) box(op *scene.Op) image.Rectangle {
	return image.Rectangle{Min: c.pixel(op.X0, op.Y0), Max: c.pixel(op.X1, op.Y1)}
}

func (c *Canvas) pixel(x, y float64) image.Point {
	return image.Pt(nearest(x*c.scale), nearest(y*c.scale))
}

func nearest(v float64) int { return int(math.Floor(v + .5)) }

// scale multiplies two parts of 255.
func scale(a, b uint32) uint32 {
	t := a*b + 128
	return (t + t>>8) >> 8
}

// fill covers whole pixels.
func (c *Canvas) fill(r image.Rectangle, color scene.Color) {
	if r = r.Intersect(c.clip); r.Empty() {
		return
	}
	red, green, blue, alpha := color.RGBA()
	if alpha == 255 {
		c.copyRows(r, [4]uint8{red, green, blue, 255})
		return
	}
	over := mixer{color: color}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.image.Pix[c.image.PixOffset(r.Min.X, y):c.image.PixOffset(r.Max.X, y)]
		for x := 0; x < len(row); x += 4 {
			over.lay(row[x:x+4:x+4], 255)
		}
	}
}

func (c *Canvas) copyRows(r image.Rectangle, pixel [4]uint8) {
	first := c.image.Pix[c.image.PixOffset(r.Min.X, r.Min.Y):c.image.PixOffset(r.Max.X, r.Min.Y)]
	copy(first, pixel[:])
	for n := 4; n < len(first); n *= 2 {
		copy(first[n:], first[:n])
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(c.image.Pix[c.image.PixOffset(r.Min.X, y):], first)
	}
}

// blend lays a colour over one pixel; cover is the part of it, of 255.
func (c *Canvas) blend(x, y int, color scene.Color, cover uint32) {
	mix(c.image.Pix[y*c.image.Stride+x*4:], color, cover)
}

// shades is how many degrees of coverage edges have, fewer than the eye tells
// apart. Each is a colour of its own, and pictures have 256 of them.
const shades = 24

// stepped rounds coverage to one of the shades.
var stepped = func() (table [256]uint8) {
	for cover := range table {
		table[cover] = uint8((cover*shades + 127) / 255 * 255 / shades)
	}
	return table
}()

// mix lays a colour over the pixel that begins a slice.
func mix(p []uint8, color scene.Color, cover uint32) {
	red, green, blue, alpha := color.RGBA()
	over := scale(uint32(alpha), cover)
	under := 255 - over
	p[0] = uint8(scale(uint32(red), over) + scale(uint32(p[0]), under))
	p[1] = uint8(scale(uint32(green), over) + scale(uint32(p[1]), under))
	p[2] = uint8(scale(uint32(blue), over) + scale(uint32(p[2]), under))
}

// mixer lays one colour over many pixels. As most are like the one before, it
// remembers what came of that.
type mixer struct {
	color               scene.Color
	under, cover, mixed uint32
}

func (m *mixer) lay(p []uint8, cover uint32) {
	under := binary.LittleEndian.Uint32(p)
	if under != m.under || cover != m.cover {
		mix(p, m.color, cover)
		m.under, m.cover, m.mixed = under, cover, binary.LittleEndian.Uint32(p)
		return
	}
	binary.LittleEndian.PutUint32(p, m.mixed)
}

// round fills a rectangle with round corners.
func (c *Canvas) round(r image.Rectangle, radius float64, color scene.Color) {
	corner := int(math.Ceil(radius))
	if r.Dx() < 2*corner || r.Dy() < 2*corner {
		c.fill(r, color)
		return
	}
	c.fill(image.Rect(r.Min.X, r.Min.Y+corner, r.Max.X, r.Max.Y-corner), color)
	c.fill(image.Rect(r.Min.X+corner, r.Min.Y, r.Max.X-corner, r.Min.Y+corner), color)
	c.fill(image.Rect(r.Min.X+corner, r.Max.Y-corner, r.Max.X-corner, r.Max.Y), color)
	for j := range corner {
		for i := range corner {
			if cover := uint32(stepped[cornerCover(radius, i, j)]); cover > 0 {
				c.corners(r, i, j, color, cover)
			}
		}
	}
}

// cornerCover is how much of the pixel i, j from a corner lies inside.
func cornerCover(radius float64, i, j int) uint8 {
	inside := radius + .5 - math.Hypot(radius-float64(i)-.5, radius-float64(j)-.5)
	return uint8(max(0, min(inside, 1)) * 255)
}

func (c *Canvas) corners(r image.Rectangle, i, j int, color scene.Color, cover uint32) {
	for _, p := range [4]image.Point{
		{X: r.Min.X + i, Y: r.Min.Y + j}, {X: r.Max.X - 1 - i, Y: r.Min.Y + j},
		{X: r.Min.X + i, Y: r.Max.Y - 1 - j}, {X: r.Max.X - 1 - i, Y: r.Max.Y - 1 - j},
	} {
		if p.In(c.clip) {
			c.blend(p.X, p.Y, color, cover)
		}
	}
}
