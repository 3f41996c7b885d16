package raster

import (
	"image"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// subpixels is how many horizontal positions a glyph is drawn at.
const subpixels = 4

type glyphKey struct {
	face typeface.Face
	size float64
	sub  uint8
	r    rune
}

// glyph is the coverage of one character, placed relative to pen and baseline.
type glyph struct {
	mask *image.Alpha
	at   image.Point
}

// text writes one line with its capitals centred on Y0.
func (c *Canvas) text(op *scene.Op) {
	size := op.Size * c.scale
	x := op.X0*c.scale - typeface.Width(op.Face, size, op.Text)*op.Anchor
	x = math.Floor(x*subpixels+.5) / subpixels
	capHeight := math.Round(size * typeface.CapHeight)
	baseline := nearest(op.Y0*c.scale + capHeight/2)
	for _, r := range op.Text {
		whole := math.Floor(x)
		key := glyphKey{op.Face, size, uint8((x - whole) * subpixels), r}
		c.stamp(c.glyph(key, capHeight), image.Pt(int(whole), baseline), op.Color)
		x += typeface.Width(op.Face, size, string(r))
	}
}

func (c *Canvas) stamp(g glyph, pen image.Point, color scene.Color) {
	if g.mask == nil {
		return
	}
	origin := pen.Add(g.at)
	r := g.mask.Rect.Add(origin).Intersect(c.clip)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if cover := g.mask.Pix[(y-origin.Y)*g.mask.Stride+x-origin.X]; cover != 0 {
				c.blend(x, y, color, uint32(cover))
			}
		}
	}
}

// glyph draws a character once. Its height is stretched by a few percent at
// most, so that capitals and digits end on whole pixels and stay sharp.
func (c *Canvas) glyph(key glyphKey, capHeight float64) glyph {
	if g, ok := c.glyphs[key]; ok {
		return g
	}
	g := c.outline(key, capHeight/(key.size*typeface.CapHeight))
	c.glyphs[key] = g
	return g
}

func (c *Canvas) outline(key glyphKey, stretch float64) glyph {
	font := typeface.Font(key.face)
	index, err := font.GlyphIndex(&c.buffer, key.r)
	if err != nil || index == 0 {
		return glyph{}
	}
	segments, err := font.LoadGlyph(&c.buffer, index, fixed.Int26_6(key.size*64), nil)
	if err != nil || len(segments) == 0 {
		return glyph{}
	}
	bounds := segments.Bounds()
	at := image.Pt(bounds.Min.X.Floor(), int(math.Floor(float64(bounds.Min.Y)/64*stretch)))
	width := bounds.Max.X.Ceil() + 1 - at.X
	height := int(math.Ceil(float64(bounds.Max.Y)/64*stretch)) - at.Y
	shift := float32(key.sub) / subpixels
	mask := trace(segments, width, height, func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X)/64 + shift - float32(at.X), float32(float64(p.Y)/64*stretch) - float32(at.Y)
	})
	return glyph{mask: mask, at: at}
}

// trace fills an outline.
func trace(segments sfnt.Segments, width, height int, place func(fixed.Point26_6) (x, y float32)) *image.Alpha {
	rasterizer := vector.NewRasterizer(width, height)
	for _, s := range segments {
		x0, y0 := place(s.Args[0])
		x1, y1 := place(s.Args[1])
		x2, y2 := place(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			rasterizer.ClosePath()
			rasterizer.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			rasterizer.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			rasterizer.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			rasterizer.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	rasterizer.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, width, height))
	rasterizer.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for i, cover := range mask.Pix {
		mask.Pix[i] = stepped[cover]
	}
	return mask
}
