package palette

const (
	// maxColours is what an indexed PNG can hold.
	maxColours = 256
	// Colours that cover an area stay exactly as they are; only the many rare
	// ones at smooth edges are merged. Without this rule faint fills vanish.
	areaRank   = 144
	areaPixels = 40
	// cellSide is the side of the cells chosen colours are looked up in.
	cellSide  = 16
	cellsEach = 256 / cellSide
)

// radii are the largest errors of any channel that merging may make, tried in
// turn. Beyond the last the eye would see it.
var radii = [...]int{6, 9, 12, 16, 20}

// cover is a choice of colours, and for every colour of a tally the place of
// the one that stands for it. It serves one picture after another.
type cover struct {
	colours []colour
	// places is by slot of the tally.
	places [tallySlots]uint8
	// first is one more than the place of the newest colour in a cell, 0 when it
	// has none; next goes on from there to older ones.
	first [cellsEach * cellsEach * cellsEach]int16
	next  [maxColours]int16
}

// choose takes all colours when they fit, and otherwise the fewest that come
// near every other. ok is false when that would be seen.
func (c *cover) choose(t *tally) (ok bool) {
	if len(t.used) <= maxColours {
		return c.within(t, 0)
	}
	for _, radius := range radii {
		if c.within(t, radius) {
			return true
		}
	}
	return false
}

// within goes through the colours, most frequent first. Each is stood for by a
// chosen one within the radius or is chosen itself.
func (c *cover) within(t *tally, radius int) (ok bool) {
	for _, old := range c.colours {
		c.first[cellOf(old)] = 0
	}
	c.colours = c.colours[:0]
	for rank, slot := range t.used {
		wanted := t.colours[slot]
		area := rank < areaRank && t.counts[slot] >= areaPixels
		place, found := uint8(0), false
		if radius > 0 && !area {
			place, found = c.nearest(wanted, radius)
		}
		if !found {
			if len(c.colours) == maxColours {
				return false
			}
			place = c.add(wanted)
		}
		c.places[slot] = place
	}
	return true
}

func (c *cover) add(wanted colour) uint8 {
	place := int16(len(c.colours))
	c.colours = append(c.colours, wanted)
	home := cellOf(wanted)
	c.next[place], c.first[home] = c.first[home], place+1
	return uint8(place)
}

func cellOf(c colour) int {
	r, g, b := c.channels()
	return cell(r/cellSide, g/cellSide, b/cellSide)
}

func cell(r, g, b int) int { return (b*cellsEach+g)*cellsEach + r }

// nearest finds the chosen colour closest to the eye among those within the
// radius in every channel.
func (c *cover) nearest(wanted colour, radius int) (best uint8, found bool) {
	r, g, b := wanted.channels()
	least := 0
	for z := max(0, b-radius) / cellSide; z <= min(255, b+radius)/cellSide; z++ {
		for y := max(0, g-radius) / cellSide; y <= min(255, g+radius)/cellSide; y++ {
			for x := max(0, r-radius) / cellSide; x <= min(255, r+radius)/cellSide; x++ {
				for place := c.first[cell(x, y, z)]; place > 0; place = c.next[place-1] {
					d, within := distance(wanted, c.colours[place-1], radius)
					if within && (!found || d < least) {
						least, best, found = d, uint8(place-1), true
					}
				}
			}
		}
	}
	return best, found
}
