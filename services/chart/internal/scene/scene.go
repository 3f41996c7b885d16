// Package scene is a picture as a flat list of simple operations, in pixels of
// the layout; a picture may be drawn larger. It knows nothing of charts and
// nothing of how pixels are made.
package scene

import "github.com/catalyst-bot/mesh/services/chart/internal/typeface"

// Color is 0xRRGGBBAA, not premultiplied.
type Color uint32

// RGBA are the four channels.
func (c Color) RGBA() (r, g, b, a uint8) {
	return uint8(c >> 24), uint8(c >> 16), uint8(c >> 8), uint8(c)
}

// Alpha is the colour with another opacity, 0 to 1.
func (c Color) Alpha(opacity float64) Color { return c&^0xff | Color(opacity*255+.5) }

// Point is a place in the picture; y grows downwards.
type Point struct{ X, Y float64 }

// Kind says what an operation draws.
type Kind uint8

// The kinds.
const (
	// Rect fills a rectangle on whole pixels.
	Rect Kind = iota
	// Round fills a rectangle with round corners of radius Size.
	Round
	// Line strokes Points with width Size.
	Line
	// Area fills the polygon of Points, which are numbers.
	Area
	// Text writes one line; Y0 is the middle of its capitals.
	Text
	// Clip confines what follows to a rectangle.
	Clip
	// Unclip ends the confinement.
	Unclip
)

// Op is one operation. Which fields count depends on Kind.
type Op struct {
	Kind           Kind
	Face           typeface.Face
	Color          Color
	X0, Y0, X1, Y1 float64
	// Size is a radius, a stroke width or a font size.
	Size float64
	// On and Off are the lengths of dashes and gaps; no dashes when 0.
	On, Off float64
	// Anchor is the part of the text left of X0: 0, 0.5 or 1.
	Anchor float64
	Points []Point
	Text   string
}

// Scene is a picture of a size. The zero value is ready for Reset.
type Scene struct {
	Width, Height int
	Background    Color
	Ops           []Op
	// points are what Points takes from; taken counts those in use.
	points []Point
	taken  int
}

// What most charts need, made at a time.
const (
	usualOps    = 1024
	usualPoints = 1024
)

// Reset begins a picture. It takes the memory of the one before, whose
// operations are gone then.
func (s *Scene) Reset(width, height int, background Color) {
	if s.Ops == nil {
		s.Ops = make([]Op, 0, usualOps)
	}
	s.Width, s.Height, s.Background = width, height, background
	s.Ops, s.taken = s.Ops[:0], 0
}

// Points makes room for the points of a line or an area. They hold what they
// held before: set each.
func (s *Scene) Points(n int) []Point {
	if n > len(s.points)-s.taken {
		s.points, s.taken = make([]Point, max(n, usualPoints, 2*len(s.points))), 0
	}
	points := s.points[s.taken : s.taken+n : s.taken+n]
	s.taken += n
	return points
}

// Rect fills a rectangle.
func (s *Scene) Rect(x0, y0, x1, y1 float64, c Color) {
	s.Ops = append(s.Ops, Op{Kind: Rect, X0: x0, Y0: y0, X1: x1, Y1: y1, Color: c})
}

// Round fills a rectangle with round corners.
func (s *Scene) Round(x0, y0, x1, y1, radius float64, c Color) {
	s.Ops = append(s.Ops, Op{Kind: Round, X0: x0, Y0: y0, X1: x1, Y1: y1, Size: radius, Color: c})
}

// Line strokes a polyline.
func (s *Scene) Line(points []Point, width float64, c Color) {
	s.Ops = append(s.Ops, Op{Kind: Line, Points: points, Size: width, Color: c})
}

// Area fills a polygon.
func (s *Scene) Area(points []Point, c Color) {
	s.Ops = append(s.Ops, Op{Kind: Area, Points: points, Color: c})
}

// Guide strokes a horizontal line, one pixel wide and dashed.
func (s *Scene) Guide(x0, x1, y, on, off float64, c Color) { s.Level(x0, x1, y, 1, on, off, c) }

// Level strokes a horizontal line, dashed unless on is 0.
func (s *Scene) Level(x0, x1, y, width, on, off float64, c Color) {
	points := s.Points(2)
	points[0], points[1] = Point{x0, y}, Point{x1, y}
	s.Ops = append(s.Ops, Op{Kind: Line, Points: points, Size: width, On: on, Off: off, Color: c})
}

// Style is how text is set.
type Style struct {
	Face  typeface.Face
	Size  float64
	Color Color
}

// Width is how far the text runs in this style.
func (t Style) Width(text string) float64 { return typeface.Width(t.Face, t.Size, text) }

// Text writes one line and returns its width.
func (s *Scene) Text(x, y float64, text string, style Style, anchor float64) float64 {
	s.Ops = append(s.Ops, Op{
		Kind: Text, X0: x, Y0: y, Text: text, Face: style.Face, Size: style.Size, Color: style.Color, Anchor: anchor,
	})
	return style.Width(text)
}

// Clip confines what follows to a rectangle.
func (s *Scene) Clip(x0, y0, x1, y1 float64) {
	s.Ops = append(s.Ops, Op{Kind: Clip, X0: x0, Y0: y0, X1: x1, Y1: y1})
}

// Unclip ends the confinement.
func (s *Scene) Unclip() { s.Ops = append(s.Ops, Op{Kind: Unclip}) }
