package palette

import (
	"cmp"
	"encoding/binary"
	"slices"
)

const (
	// tallySlots is the size of the hash table, a power of two.
	tallySlots = 1 << tallyBits
	tallyBits  = 15
	// maxDistinct keeps the table from filling up; no chart comes near.
	maxDistinct = 24000
)

// run is a stretch of pixels of one colour.
type run struct {
	slot   uint16
	length uint32
}

// tally counts the colours of a picture by runs, of which a chart has few, in
// a hash table with open addresses. It serves one picture after another.
type tally struct {
	colours [tallySlots]colour
	counts  [tallySlots]uint32
	// used are the slots taken, the most frequent colour first.
	used []uint16
	runs []run
}

// read counts the pixels. ok is false when there are too many colours.
func (t *tally) read(pix []uint8) (ok bool) {
	for _, slot := range t.used {
		t.counts[slot] = 0
	}
	t.used, t.runs = t.used[:0], t.runs[:0]
	for from := 0; from < len(pix); {
		to := runEnd(pix, from)
		if !t.add(at(pix, from), uint32(to-from)/4) {
			return false
		}
		from = to
	}
	slices.SortFunc(t.used, func(a, b uint16) int {
		if order := cmp.Compare(t.counts[b], t.counts[a]); order != 0 {
			return order
		}
		return cmp.Compare(t.colours[a], t.colours[b])
	})
	return true
}

// runEnd is where the pixels stop to be like the first, two compared at a time.
func runEnd(pix []uint8, from int) int {
	first := binary.LittleEndian.Uint32(pix[from:])
	pair := uint64(first)<<32 | uint64(first)
	to := from + 4
	for to+8 <= len(pix) && binary.LittleEndian.Uint64(pix[to:]) == pair {
		to += 8
	}
	if to < len(pix) && binary.LittleEndian.Uint32(pix[to:]) == first {
		to += 4
	}
	return to
}

func (t *tally) add(c colour, length uint32) (ok bool) {
	slot := uint16(uint32(c) * 2654435761 >> (32 - tallyBits)) // Knuth's multiplicative hash
	for t.counts[slot] != 0 && t.colours[slot] != c {
		slot = (slot + 1) % tallySlots
	}
	if t.counts[slot] == 0 {
		if len(t.used) == maxDistinct {
			return false
		}
		t.colours[slot] = c
		t.used = append(t.used, slot)
	}
	t.counts[slot] += length
	t.runs = append(t.runs, run{slot, length})
	return true
}
