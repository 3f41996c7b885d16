package palette

import "image"

// Filters of PNG rows.
const (
	unfiltered = 0
	up         = 2
)

func colourTable(colours []colour) []byte {
	table := make([]byte, 0, 3*len(colours))
	for _, c := range colours {
		table = append(table, uint8(c), uint8(c>>8), uint8(c>>16))
	}
	return table
}

// indexRows spreads runs over rows without a filter: differences of indices
// mean nothing.
func indexRows(rows []byte, runs []run, places *[tallySlots]uint8, width int) []byte {
	left := 0 // of the row
	for _, r := range runs {
		place := places[r.slot]
		for length := int(r.length); length > 0; {
			if left == 0 {
				rows = append(rows, unfiltered)
				left = width
			}
			part := min(length, left)
			rows = appendRun(rows, place, part)
			length -= part
			left -= part
		}
	}
	return rows
}

func appendRun(rows []byte, place uint8, length int) []byte {
	from := len(rows)
	rows = append(rows, place)
	for n := 1; n < length; n *= 2 {
		rows = append(rows, rows[from:from+min(n, length-n)]...)
	}
	return rows
}

// colourRows writes each row as its difference from the one above.
func colourRows(rows []byte, m *image.RGBA) []byte {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	above := make([]uint8, 4*width)
	for y := range height {
		row := m.Pix[y*m.Stride : y*m.Stride+4*width]
		rows = append(rows, up)
		for x := 0; x < len(row); x += 4 {
			rows = append(rows, row[x]-above[x], row[x+1]-above[x+1], row[x+2]-above[x+2])
		}
		above = row
	}
	return rows
}
