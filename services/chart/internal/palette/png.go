package palette

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"

	"github.com/klauspost/compress/zlib"
)

const (
	signature = "\x89PNG\r\n\x1a\n"
	// level is the effort of compression; more gains a few percent for several
	// times the time.
	level = 5
)

// Encode writes an opaque picture as an indexed PNG. The text is kept inside
// under the keyword Description.
func Encode(m *image.RGBA, description string) ([]byte, error) {
	q := quantise(m)
	packed, err := compress(q.pixels, m.Rect.Dx())
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(len(packed) + 2048)
	out.WriteString(signature)
	chunk(&out, "IHDR", header(m.Rect.Dx(), m.Rect.Dy()))
	chunk(&out, "PLTE", colourTable(q.colours))
	if description != "" {
		chunk(&out, "iTXt", append([]byte("Description\x00\x00\x00\x00\x00"), description...))
	}
	chunk(&out, "IDAT", packed)
	chunk(&out, "IEND", nil)
	return out.Bytes(), nil
}

// header says: 8 bits a pixel, indexed colour.
func header(width, height int) []byte {
	h := make([]byte, 13)
	binary.BigEndian.PutUint32(h, uint32(width))
	binary.BigEndian.PutUint32(h[4:], uint32(height))
	h[8], h[9] = 8, 3
	return h
}

func colourTable(colours []colour) []byte {
	table := make([]byte, 0, 3*len(colours))
	for _, c := range colours {
		table = append(table, uint8(c), uint8(c>>8), uint8(c>>16))
	}
	return table
}

// compress writes rows without a filter: for indices filters do harm.
func compress(pixels []uint8, width int) ([]byte, error) {
	var packed bytes.Buffer
	writer, err := zlib.NewWriterLevel(&packed, level)
	if err != nil {
		return nil, fmt.Errorf("compress picture: %w", err)
	}
	rows := make([]byte, 0, len(pixels)+len(pixels)/width)
	for from := 0; from < len(pixels); from += width {
		rows = append(rows, 0)
		rows = append(rows, pixels[from:from+width]...)
	}
	if _, err := writer.Write(rows); err != nil {
		return nil, fmt.Errorf("compress picture: %w", err)
	}
	if err := writer.Close(); err != nil {
		return nil, fmt.Errorf("compress picture: %w", err)
	}
	return packed.Bytes(), nil
}

func chunk(out *bytes.Buffer, kind string, data []byte) {
	var word [4]byte
	binary.BigEndian.PutUint32(word[:], uint32(len(data)))
	out.Write(word[:])
	out.WriteString(kind)
	out.Write(data)
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(kind)), crc32.IEEETable, data)
	binary.BigEndian.PutUint32(word[:], sum)
	out.Write(word[:])
}
