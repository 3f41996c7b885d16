package render

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
)

// maxPictures bounds the cache; a picture takes about 45 kB.
const maxPictures = 256

// key is the hash of everything a picture shows. Other bars make another key,
// so an old price is never shown as the newest.
type key [sha256.Size]byte

func keyOf(in figure.Input) key {
	sum := sha256.New()
	bars := in.Bars
	in.Bars = nil
	write(sum, in.Symbol, in.Name, in.Exchange, in.Currency, in.Timeframe, in.SpanStart, in.Zone.String(),
		in.Provider, in.Source, in.AsOf.UnixNano(), in.Synthetic, in.Theme)
	for _, b := range bars {
		write(sum, b.Time.UnixNano(), b.Open, b.High, b.Low, b.Close, b.Volume)
	}
	return key(sum.Sum(nil))
}

func write(sum hash.Hash, values ...any) {
	for _, v := range values {
		_, _ = fmt.Fprintf(sum, "%v\x00", v) // a hash takes everything
	}
}

// cache keeps pictures for as long as it is told at the time.
type cache struct {
	pictures *otter.Cache[key, Picture]
	life     func() time.Duration
}

func newCache(life func() time.Duration) *cache {
	return &cache{life: life, pictures: otter.Must(&otter.Options[key, Picture]{
		MaximumSize:      maxPictures,
		ExpiryCalculator: otter.ExpiryWriting[key, Picture](time.Hour),
	})}
}

func (c *cache) get(k key) (Picture, bool) {
	if c.life() <= 0 {
		return Picture{}, false
	}
	return c.pictures.GetIfPresent(k)
}

func (c *cache) put(k key, p Picture) {
	if life := c.life(); life > 0 {
		c.pictures.Set(k, p)
		c.pictures.SetExpiresAfter(k, life)
	}
}
