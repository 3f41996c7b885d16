package render

import (
	"time"

	"github.com/maypok86/otter/v2"
)

// maxPictures bounds the cache; a picture takes about 45 kB.
const maxPictures = 256

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
