package palette

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"

	"github.com/klauspost/compress/zlib"
)

const signature = "\x89PNG\r\n\x1a\n"

// Colour types of PNG.
const (
	truecolour  = 2
	paletteType = 3
)

const (
	// paletteLevel is the effort of compression; more gains a few percent for
	// several times the time.
	paletteLevel = 5
	// truecolourLevel is quick: such pictures are rare and do not shrink much.
	truecolourLevel = 1
)

// Encode writes an opaque picture that is not empty as a PNG: indexed, or in
// full colour when 256 colours would show. The text is kept inside under the
// keyword Description.
func Encode(m *image.RGBA, description string) ([]byte, error) {
	if q, ok := quantise(m); ok {
		return write(m.Rect, paletteType, colourTable(q.colours), description, indexRows(q, m.Rect.Dx()), paletteLevel)
	}
	return write(m.Rect, truecolour, nil, description, colourRows(m), truecolourLevel)
}

// write puts the chunks of a file in order.
func write(r image.Rectangle, kind uint8, table []byte, description string, rows []byte, level int) ([]byte, error) {
	packed, err := compress(rows, level)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(len(packed) + len(table) + len(description) + 256)
	out.WriteString(signature)
	chunk(&out, "IHDR", header(r.Dx(), r.Dy(), kind))
	if table != nil {
		chunk(&out, "PLTE", table)
	}
	if description != "" {
		chunk(&out, "iTXt", append([]byte("Description\x00\x00\x00\x00\x00"), description...))
	}
	chunk(&out, "IDAT", packed)
	chunk(&out, "IEND", nil)
	return out.Bytes(), nil
}

// header is the size in pixels and 8 bits for every channel or index.
func header(width, height int, kind uint8) []byte {
	h := make([]byte, 13)
	binary.BigEndian.PutUint32(h, uint32(width))
	binary.BigEndian.PutUint32(h[4:], uint32(height))
	h[8], h[9] = 8, kind
	return h
}

func compress(rows []byte, level int) ([]byte, error) {
	var packed bytes.Buffer
	writer, err := zlib.NewWriterLevel(&packed, level)
	if err != nil {
		return nil, fmt.Errorf("compress picture: %w", err)
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
