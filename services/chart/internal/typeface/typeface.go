// Package typeface carries the letters of the charts: a Latin subset of Inter
// with digits of equal width (SIL Open Font License, see fonts/OFL.txt).
package typeface

import (
	_ "embed"
	"fmt"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed fonts/Inter-500.ttf
var medium []byte

//go:embed fonts/Inter-600.ttf
var semiBold []byte

//go:embed fonts/Inter-700.ttf
var bold []byte

// Face is one weight of the typeface.
type Face uint8

// The weights.
const (
	Medium Face = iota
	SemiBold
	Bold
	faces
)

// CapHeight is the height of capitals, as a fraction of the size.
const CapHeight = 1490.0 / 2048

// measured is the first rune beyond those whose widths are kept: Latin,
// punctuation and signs.
const measured = 0x2300

// unit is the size widths are taken at, in pixels.
const unit = 1024

type face struct {
	font   *sfnt.Font
	widths [measured]float32
}

var loaded = sync.OnceValue(func() *[faces]face {
	var all [faces]face
	for i, raw := range [faces][]byte{medium, semiBold, bold} {
		font, err := sfnt.Parse(raw)
		if err != nil {
			panic(fmt.Sprintf("embedded typeface: %v", err))
		}
		all[i].font = font
		all[i].measure()
	}
	return &all
})

func (f *face) measure() {
	var buffer sfnt.Buffer
	for r := range f.widths {
		glyph, err := f.font.GlyphIndex(&buffer, rune(r))
		if err != nil || glyph == 0 {
			continue
		}
		if advance, err := f.font.GlyphAdvance(&buffer, glyph, fixed.I(unit), 0); err == nil {
			f.widths[r] = float32(advance) / 64 / unit
		}
	}
}

// Font is the parsed outline of a weight.
func Font(f Face) *sfnt.Font { return loaded()[f].font }

// Width is how far text of the size runs, in the unit of size. Characters the
// typeface lacks take no room and are not drawn.
func Width(f Face, size float64, text string) float64 {
	widths := &loaded()[f].widths
	var sum float32
	for _, r := range text {
		if r < measured {
			sum += widths[r]
		}
	}
	return float64(sum) * size
}
