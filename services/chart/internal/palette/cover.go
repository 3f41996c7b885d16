package palette

// cover is a choice of colours, and for every colour of the picture the index
// of the one that stands for it.
type cover struct {
	colours []colour
	index   map[colour]uint8
	// cells finds chosen colours by their place in a grid of 8-steps.
	cells map[int][]uint8
}

// newCover goes through the colours, most frequent first. Each is stood for by
// a chosen one within the radius or is chosen itself. ok is false when more
// than maxColours would be needed.
func newCover(order []colour, counts map[colour]int, radius int) (c cover, ok bool) {
	c = cover{index: make(map[colour]uint8, len(order)), cells: map[int][]uint8{}}
	for rank, wanted := range order {
		area := rank < areaRank && counts[wanted] >= areaPixels
		near, found := uint8(0), false
		if radius > 0 && !area {
			near, found = c.nearest(wanted, radius)
		}
		if !found {
			if len(c.colours) == maxColours {
				return c, false
			}
			near = c.add(wanted)
		}
		c.index[wanted] = near
	}
	return c, true
}

// indices are the pixels as places in the chosen colours.
func (c *cover) indices(pix []uint8) []uint8 {
	out := make([]uint8, len(pix)/4)
	var last colour = 1 << 31
	var index uint8
	for i := range out {
		if wanted := at(pix, i); wanted != last {
			last, index = wanted, c.index[wanted]
		}
		out[i] = index
	}
	return out
}

func (c *cover) add(wanted colour) uint8 {
	i := uint8(len(c.colours))
	c.colours = append(c.colours, wanted)
	r, g, b := wanted.channels()
	key := cell(r/8, g/8, b/8)
	c.cells[key] = append(c.cells[key], i)
	return i
}

func cell(r, g, b int) int { return r | g<<5 | b<<10 }

// nearest finds the chosen colour closest to the eye among those within the
// radius in every channel.
func (c *cover) nearest(wanted colour, radius int) (best uint8, found bool) {
	r, g, b := wanted.channels()
	steps := (radius + 7) / 8
	least := 0
	for x := max(0, r/8-steps); x <= min(31, r/8+steps); x++ {
		for y := max(0, g/8-steps); y <= min(31, g/8+steps); y++ {
			for z := max(0, b/8-steps); z <= min(31, b/8+steps); z++ {
				for _, i := range c.cells[cell(x, y, z)] {
					d, within := distance(wanted, c.colours[i], radius)
					if within && (!found || d < least) {
						least, best, found = d, i, true
					}
				}
			}
		}
	}
	return best, found
}

// distance weighs the channels about as the eye does.
func distance(a, b colour, radius int) (d int, within bool) {
	ar, ag, ab := a.channels()
	br, bg, bb := b.channels()
	dr, dg, db := ar-br, ag-bg, ab-bb
	within = max(dr, -dr, dg, -dg, db, -db) <= radius
	return 2*dr*dr + 4*dg*dg + db*db, within
}
