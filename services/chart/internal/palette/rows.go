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

// indexRows leaves rows unfiltered: differences of indices mean nothing.
func indexRows(q indexed, width int) []byte {
	rows := make([]byte, 0, len(q.pixels)+len(q.pixels)/width)
	for from := 0; from < len(q.pixels); from += width {
		rows = append(rows, unfiltered)
		rows = append(rows, q.pixels[from:from+width]...)
	}
	return rows
}

// colourRows writes each row as its difference from the one above.
func colourRows(m *image.RGBA) []byte {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	rows := make([]byte, 0, height*(1+3*width))
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
