// Package fresh caches what providers answered: fresh for a while, then stale
// while it is fetched again, and fetched once for all who wait.
package fresh

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/maypok86/otter/v2"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"golang.org/x/sync/singleflight"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

const (
	maxEntries = 4096
	// loadLimit bounds one fetch, which others may wait for and which goes on
	// when the first of them gave up.
	loadLimit = 8 * time.Second
	// absentFor is how long a symbol without data is not asked for again.
	absentFor = 10 * time.Minute
)

// Life is how long an answer is good.
type Life[V any] struct {
	// Fresh tells until when an answer fetched at a time is served as it is.
	Fresh func(value V, fetched time.Time) time.Time
	// Stale is how much longer it is served while a new one is fetched.
	Stale time.Duration
}

// Kept is an answer with its age.
type Kept[V any] struct {
	Value   V
	Fetched time.Time
	Stale   bool
}

type entry[V any] struct {
	value           V
	err             error
	fetched, expiry time.Time
}

// Cache keeps answers by key. Its methods may be called from several
// goroutines.
type Cache[K comparable, V any] struct {
	// provider and kind are told with each count.
	provider, kind string
	life           Life[V]
	clock          func() time.Time
	entries        *otter.Cache[K, entry[V]]
	flights        singleflight.Group
	running        sync.WaitGroup
	asked          metric.Int64Counter
}

// New makes a cache of one kind of answer of a provider, both as metrics name
// them.
func New[K comparable, V any](provider, kind string, life Life[V], clock func() time.Time) (*Cache[K, V], error) {
	asked, err := otel.Meter("provider").Int64Counter("catalyst.market.cache",
		metric.WithDescription("What the cache was asked for, by outcome: hit, stale, waited or fetched."), metric.WithUnit("{request}"))
	if err != nil {
		return nil, fmt.Errorf("count hits: %w", err)
	}
	entries, err := otter.New(&otter.Options[K, entry[V]]{MaximumSize: maxEntries})
	if err != nil {
		return nil, fmt.Errorf("make cache: %w", err)
	}
	return &Cache[K, V]{provider: provider, kind: kind, life: life, clock: clock, entries: entries, asked: asked}, nil
}

// Close waits until nothing is fetched any more.
func (c *Cache[K, V]) Close() { c.running.Wait() }

// Get answers from the cache, or with what load fetches. That a symbol has no
// data is an answer too; other errors are not kept.
func (c *Cache[K, V]) Get(ctx context.Context, key K, load func(ctx context.Context) (V, error)) (Kept[V], error) {
	known, ok := c.entries.GetIfPresent(key)
	now := c.clock()
	switch {
	case ok && now.Before(known.expiry):
		c.count(ctx, "hit")
		return kept(known, false)
	case ok && known.err == nil && now.Before(known.expiry.Add(c.life.Stale)):
		c.count(ctx, "stale")
		c.fetch(ctx, key, load) // nobody waits for it
		return kept(known, true)
	}
	c.count(ctx, "waited")
	select {
	case fetched := <-c.fetch(ctx, key, load):
		if fetched.err != nil {
			return Kept[V]{}, fetched.err
		}
		return kept(fetched.entry, false)
	case <-ctx.Done():
		return Kept[V]{}, ctx.Err()
	}
}

// Renew fetches the key anew, however fresh it is.
func (c *Cache[K, V]) Renew(ctx context.Context, key K, load func(ctx context.Context) (V, error)) (Kept[V], error) {
	renewed, err := c.renew(ctx, key, load)
	if err != nil {
		return Kept[V]{}, err
	}
	return kept(renewed, false)
}

func kept[V any](e entry[V], stale bool) (Kept[V], error) {
	return Kept[V]{Value: e.value, Fetched: e.fetched, Stale: stale}, e.err
}

// result is what a fetch ends with.
type result[V any] struct {
	entry entry[V]
	err   error
}

// fetch loads the key once for all who ask meanwhile.
func (c *Cache[K, V]) fetch(ctx context.Context, key K, load func(ctx context.Context) (V, error)) <-chan result[V] {
	results := make(chan result[V], 1) // so that nobody need wait for it
	c.running.Go(func() {
		loaded, err, _ := c.flights.Do(fmt.Sprint(key), func() (any, error) { return c.load(ctx, key, load) })
		if err != nil {
			results <- result[V]{err: err}
			return
		}
		results <- result[V]{entry: loaded.(entry[V])}
	})
	return results
}

func (c *Cache[K, V]) load(ctx context.Context, key K, load func(ctx context.Context) (V, error)) (entry[V], error) {
	// Another fetch may have ended since the cache was looked at.
	if known, ok := c.entries.GetIfPresent(key); ok && c.clock().Before(known.expiry) {
		return known, nil
	}
	return c.renew(ctx, key, load)
}

// renew fetches the key, longer than the caller may wait, and keeps it.
func (c *Cache[K, V]) renew(ctx context.Context, key K, load func(ctx context.Context) (V, error)) (entry[V], error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadLimit)
	defer cancel()
	c.count(ctx, "fetched")
	value, err := load(ctx)
	now := c.clock()
	e := entry[V]{value: value, err: err, fetched: now}
	switch {
	case err == nil:
		e.expiry = c.life.Fresh(value, now)
	case errors.Is(err, provider.ErrNoData):
		e.expiry = now.Add(absentFor)
	default:
		return entry[V]{}, err
	}
	c.entries.Set(key, e)
	return e, nil
}

func (c *Cache[K, V]) count(ctx context.Context, outcome string) {
	c.asked.Add(ctx, 1, metric.WithAttributes(attribute.String("catalyst.provider", c.provider),
		attribute.String("kind", c.kind), attribute.String("outcome", outcome)))
}
