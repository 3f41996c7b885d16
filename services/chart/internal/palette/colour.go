// Package palette writes pictures as PNGs of at most 256 colours: charts have
// few, and an indexed file is a fraction of the size.
package palette

import "encoding/binary"

// colour is 0xBBGGRR, as the bytes of a pixel lie in memory.
type colour uint32

func (c colour) channels() (r, g, b int) { return int(c & 255), int(c >> 8 & 255), int(c >> 16 & 255) }

// at reads the colour of the pixel that begins at a byte.
func at(pix []uint8, from int) colour {
	return colour(binary.LittleEndian.Uint32(pix[from:]) & 0xffffff)
}

// distance weighs the channels about as the eye does. within tells whether no
// channel differs by more than the radius.
func distance(a, b colour, radius int) (d int, within bool) {
	ar, ag, ab := a.channels()
	br, bg, bb := b.channels()
	dr, dg, db := ar-br, ag-bg, ab-bb
	within = max(dr, -dr, dg, -dg, db, -db) <= radius
	return 2*dr*dr + 4*dg*dg + db*db, within
}
