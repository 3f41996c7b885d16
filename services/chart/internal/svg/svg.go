// Package svg writes scenes as SVG.
package svg

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"

	"github.com/catalyst-bot/mesh/services/chart/internal/scene"
	"github.com/catalyst-bot/mesh/services/chart/internal/typeface"
)

// Encode writes a scene that is drawn scale times as large as it was laid out,
// with a title and a description for those who cannot see it. The typeface is
// named and not held; every text keeps its width when another one stands in.
func Encode(s *scene.Scene, scale int, title, description string) []byte {
	w := &writer{}
	w.Grow(64 << 10)
	w.open(s, scale)
	w.element("title", title)
	w.element("desc", description)
	w.raw(`<rect width="100%" height="100%"`)
	w.fill(s.Background)
	w.raw("/>\n")
	for i := range s.Ops {
		w.op(&s.Ops[i])
	}
	w.raw("</svg>\n")
	return w.Bytes()
}

// writer collects the document.
type writer struct {
	bytes.Buffer
	clips int
}

func (w *writer) open(s *scene.Scene, scale int) {
	w.raw(`<svg xmlns="http://www.w3.org/2000/svg" role="img"`)
	w.number("width", float64(s.Width*scale))
	w.number("height", float64(s.Height*scale))
	w.raw(` viewBox="0 0 ` + strconv.Itoa(s.Width) + " " + strconv.Itoa(s.Height) + `"`)
	w.raw(` font-family="Inter,system-ui,sans-serif" style="font-feature-settings:'tnum'">` + "\n")
}

func (w *writer) op(op *scene.Op) {
	switch op.Kind {
	case scene.Rect, scene.Round:
		w.rect(op)
	case scene.Line:
		w.line(op)
	case scene.Area:
		w.raw(`<path d="`)
		w.path(op.Points)
		w.raw(`Z"`)
		w.fill(op.Color)
		w.raw("/>\n")
	case scene.Text:
		w.text(op)
	case scene.Clip:
		w.clip(op)
	case scene.Unclip:
		w.raw("</g>\n")
	}
}

// rect lies on whole pixels, as it is drawn.
func (w *writer) rect(op *scene.Op) {
	x, y := math.Floor(op.X0+.5), math.Floor(op.Y0+.5)
	w.raw("<rect")
	w.number("x", x)
	w.number("y", y)
	w.number("width", math.Max(0, math.Floor(op.X1+.5)-x))
	w.number("height", math.Max(0, math.Floor(op.Y1+.5)-y))
	if op.Kind == scene.Round {
		w.number("rx", op.Size)
	}
	w.fill(op.Color)
	w.raw("/>\n")
}

func (w *writer) line(op *scene.Op) {
	w.raw(`<path fill="none" stroke-linejoin="round" d="`)
	w.path(op.Points)
	w.raw(`"`)
	w.paint("stroke", op.Color)
	w.number("stroke-width", op.Size)
	if op.On > 0 {
		w.raw(` stroke-dasharray="` + format(op.On) + " " + format(op.Off) + `"`)
	} else {
		w.raw(` stroke-linecap="round"`)
	}
	w.raw("/>\n")
}

// path begins anew after points that are NaN.
func (w *writer) path(points []scene.Point) {
	pen := "M"
	for _, p := range points {
		if math.IsNaN(p.X + p.Y) {
			pen = "M"
			continue
		}
		w.raw(pen + format(p.X) + " " + format(p.Y))
		pen = "L"
	}
}

func (w *writer) text(op *scene.Op) {
	width := typeface.Width(op.Face, op.Size, op.Text)
	if width == 0 {
		return
	}
	w.raw("<text")
	w.number("x", op.X0-width*op.Anchor)
	w.number("y", op.Y0+op.Size*typeface.CapHeight/2)
	w.number("font-size", op.Size)
	w.number("font-weight", [...]float64{typeface.Medium: 500, typeface.SemiBold: 600, typeface.Bold: 700}[op.Face])
	w.number("textLength", width)
	w.raw(` lengthAdjust="spacingAndGlyphs"`)
	w.fill(op.Color)
	w.raw(">")
	w.escape(op.Text)
	w.raw("</text>\n")
}

// clip opens a group that Unclip closes.
func (w *writer) clip(op *scene.Op) {
	w.clips++
	id := "clip" + strconv.Itoa(w.clips)
	w.raw(`<clipPath id="` + id + `"><rect`)
	w.number("x", op.X0)
	w.number("y", op.Y0)
	w.number("width", op.X1-op.X0)
	w.number("height", op.Y1-op.Y0)
	w.raw(`/></clipPath><g clip-path="url(#` + id + `)">` + "\n")
}

func (w *writer) element(name, text string) {
	w.raw("<" + name + ">")
	w.escape(text)
	w.raw("</" + name + ">\n")
}

func (w *writer) fill(c scene.Color) { w.paint("fill", c) }

func (w *writer) paint(attribute string, c scene.Color) {
	const digits = "0123456789abcdef"
	_, _, _, alpha := c.RGBA()
	w.raw(" " + attribute + `="#`)
	for shift := 28; shift >= 8; shift -= 4 {
		w.WriteByte(digits[c>>shift&15])
	}
	w.raw(`"`)
	if alpha != 255 {
		w.number(attribute+"-opacity", float64(alpha)/255)
	}
}

func (w *writer) number(attribute string, v float64) {
	w.raw(" " + attribute + `="` + format(v) + `"`)
}

func (w *writer) raw(text string) { w.WriteString(text) }

// escape drops what XML cannot hold. A buffer takes everything.
func (w *writer) escape(text string) { _ = xml.EscapeText(w, []byte(text)) }

// format writes a number with at most two decimals.
func format(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100+0, 'f', -1, 64) // never -0
}
