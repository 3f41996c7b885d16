package render

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"sync"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// key is the hash of everything a picture shows. Other bars make another key,
// so an old price is never shown as the newest.
type key [sha256.Size]byte

// digest collects what is hashed.
type digest struct{ raw []byte }

var digests = sync.Pool{New: func() any { return new(digest) }}

func keyOf(in figure.Input, format Format) key {
	d, _ := digests.Get().(*digest)
	defer digests.Put(d)
	d.raw = d.raw[:0]
	d.texts(in.Symbol, in.Name, in.Exchange, in.Currency, in.Zone.String(), in.Provider, in.Source, in.Venue,
		string(in.Style), in.Theme, string(in.Size))
	d.numbers(int64(format), int64(in.Timeframe), int64(in.Interval), int64(in.SpanStart), in.AsOf.UnixNano(), int64(in.Age),
		int64(in.Timeliness), int64(in.Delay),
		bit(in.Synthetic), bit(in.Log), bit(in.Lean), int64(len(in.Studies)), int64(len(in.Others)), int64(len(in.Events)), int64(len(in.Lines)))
	for _, s := range in.Studies {
		d.texts(s.Code)
	}
	for _, e := range in.Events {
		d.texts(e.Label)
		d.numbers(e.Time.UnixNano(), int64(e.Kind))
	}
	for _, l := range in.Lines {
		d.texts(l.Label)
		d.numbers(int64(l.Kind), int64(math.Float64bits(l.Price)))
	}
	d.bars(in.Bars)
	for _, other := range in.Others {
		d.texts(other.Symbol)
		d.bars(other.Bars)
	}
	return sha256.Sum256(d.raw)
}

// texts are told apart by their lengths.
func (d *digest) texts(texts ...string) {
	for _, text := range texts {
		d.raw = binary.AppendUvarint(d.raw, uint64(len(text)))
		d.raw = append(d.raw, text...)
	}
}

func (d *digest) numbers(numbers ...int64) {
	for _, n := range numbers {
		d.raw = binary.LittleEndian.AppendUint64(d.raw, uint64(n))
	}
}

func (d *digest) bars(bars []bar.Bar) {
	d.numbers(int64(len(bars)))
	for _, b := range bars {
		d.numbers(b.Time.UnixNano(), b.Volume)
		for _, price := range [...]float64{b.Open, b.High, b.Low, b.Close} {
			d.raw = binary.LittleEndian.AppendUint64(d.raw, math.Float64bits(price))
		}
	}
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
