package palette

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"slices"

	"github.com/klauspost/compress/zlib"
)

const signature = "\x89PNG\r\n\x1a\n"

// Colour types of PNG.
const (
	truecolour = 2
	indexed    = 3
)

// level is the effort of compression; more gains a few percent for several
// times the time.
const level = 5

// Encoder writes PNGs. The zero value is ready. It keeps its tables between
// pictures and is not safe for concurrent use.
type Encoder struct {
	tally  tally
	cover  cover
	rows   []byte
	packed bytes.Buffer
	zlib   *zlib.Writer
}

// Encode writes an opaque picture that is not empty and not part of another:
// indexed, or in full colour when 256 colours would show. The text is kept
// inside under the keyword Description.
func (e *Encoder) Encode(m *image.RGBA, description string) ([]byte, error) {
	kind, table := uint8(indexed), []byte(nil)
	e.rows = slices.Grow(e.rows[:0], (m.Rect.Dx()+1)*m.Rect.Dy())
	if e.tally.read(m.Pix) && e.cover.choose(&e.tally) {
		table = colourTable(e.cover.colours)
		e.rows = indexRows(e.rows, e.tally.runs, &e.cover.places, m.Rect.Dx())
	} else {
		kind = truecolour
		e.rows = colourRows(e.rows, m)
	}
	if err := e.compress(); err != nil {
		return nil, fmt.Errorf("compress picture: %w", err)
	}
	return e.file(m.Rect, kind, table, description), nil
}

func (e *Encoder) compress() error {
	e.packed.Reset()
	if e.zlib == nil {
		writer, err := zlib.NewWriterLevel(&e.packed, level)
		if err != nil {
			return err
		}
		e.zlib = writer
	}
	e.zlib.Reset(&e.packed)
	if _, err := e.zlib.Write(e.rows); err != nil {
		return err
	}
	return e.zlib.Close()
}

// file puts the chunks in order.
func (e *Encoder) file(r image.Rectangle, kind uint8, table []byte, description string) []byte {
	var out bytes.Buffer
	out.Grow(e.packed.Len() + len(table) + len(description) + 256)
	out.WriteString(signature)
	chunk(&out, "IHDR", header(r.Dx(), r.Dy(), kind))
	if table != nil {
		chunk(&out, "PLTE", table)
	}
	if description != "" {
		chunk(&out, "iTXt", append([]byte("Description\x00\x00\x00\x00\x00"), description...))
	}
	chunk(&out, "IDAT", e.packed.Bytes())
	chunk(&out, "IEND", nil)
	return out.Bytes()
}

// header is the size in pixels and 8 bits for every channel or index.
func header(width, height int, kind uint8) []byte {
	h := make([]byte, 13)
	binary.BigEndian.PutUint32(h, uint32(width))
	binary.BigEndian.PutUint32(h[4:], uint32(height))
	h[8], h[9] = 8, kind
	return h
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
