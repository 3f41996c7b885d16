// Package palette writes pictures as PNGs of at most 256 colours: charts have
// few, and an indexed file is a fraction of the size.
package palette

import (
	"cmp"
	"encoding/binary"
	"image"
	"slices"
)

const (
	// maxColours is what an indexed PNG can hold.
	maxColours = 256
	// Colours that cover an area stay exactly as they are; only the many rare
	// ones at smooth edges are merged. Without this rule faint fills vanish.
	areaRank   = 144
	areaPixels = 40
)

// radii are the largest errors of any channel that merging may make, tried in
// turn. Beyond the last the eye would see it.
var radii = [...]int{6, 9, 12, 16, 20}

// colour is 0xBBGGRR, as the bytes of a pixel lie in memory.
type colour uint32

func (c colour) channels() (r, g, b int) { return int(c & 255), int(c >> 8 & 255), int(c >> 16 & 255) }

// indexed is a picture as indices into its colours.
type indexed struct {
	colours []colour
	pixels  []uint8
}

// quantise reduces an opaque picture to maxColours. ok is false when that
// would be seen.
func quantise(m *image.RGBA) (out indexed, ok bool) {
	counts := count(m.Pix)
	order := make([]colour, 0, len(counts))
	for c := range counts {
		order = append(order, c)
	}
	slices.SortFunc(order, func(a, b colour) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	chosen, ok := choose(order, counts)
	if !ok {
		return indexed{}, false
	}
	return indexed{colours: chosen.colours, pixels: chosen.indices(m.Pix)}, true
}

func at(pix []uint8, i int) colour {
	return colour(binary.LittleEndian.Uint32(pix[i*4:]) & 0xffffff)
}

// count goes by runs of a colour, of which a chart has few.
func count(pix []uint8) map[colour]int {
	counts := make(map[colour]int, 4096)
	run, last := 0, at(pix, 0)
	for i := range len(pix) / 4 {
		c := at(pix, i)
		if c != last {
			counts[last] += run
			run, last = 0, c
		}
		run++
	}
	counts[last] += run
	return counts
}

// choose takes all colours when they fit, and otherwise the fewest that come
// near every other.
func choose(order []colour, counts map[colour]int) (cover, bool) {
	if len(order) <= maxColours {
		return newCover(order, counts, 0)
	}
	for _, radius := range radii {
		if found, ok := newCover(order, counts, radius); ok {
			return found, true
		}
	}
	return cover{}, false
}
