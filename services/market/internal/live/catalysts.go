package live

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/fresh"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	catalystsFresh = 5 * time.Minute
	catalystsStale = 30 * time.Minute
)

// Catalysts is a source of catalysts behind a line and a cache.
type Catalysts struct {
	source provider.CatalystSource
	line   *line.Line
	cache  *fresh.Cache[symbol.Symbol, []provider.Catalyst]
}

var _ provider.CatalystSource = (*Catalysts)(nil)

// NewCatalysts guards a source.
func NewCatalysts(source provider.CatalystSource, l *line.Line, clock func() time.Time) (*Catalysts, error) {
	life := fresh.Life[[]provider.Catalyst]{Fresh: fresh.For[[]provider.Catalyst](catalystsFresh), Stale: catalystsStale}
	cache, err := fresh.New[symbol.Symbol, []provider.Catalyst](l.Name(), "catalysts", life, clock)
	if err != nil {
		return nil, err
	}
	return &Catalysts{source: source, line: l, cache: cache}, nil
}

// Close waits until nothing is fetched any more.
func (c *Catalysts) Close() { c.cache.Close() }

// Name is that of the source.
func (c *Catalysts) Name() string { return c.source.Name() }

// Catalysts answers those of a symbol.
func (c *Catalysts) Catalysts(ctx context.Context, s symbol.Symbol) ([]provider.Catalyst, error) {
	kept, err := c.cache.Get(ctx, s, func(ctx context.Context) (found []provider.Catalyst, err error) {
		err = c.line.Do(ctx, func(ctx context.Context) error {
			found, err = c.source.Catalysts(ctx, s)
			return err
		})
		return found, err
	})
	if err != nil {
		return nil, err
	}
	found := make([]provider.Catalyst, len(kept.Value)) // the cached ones are shared
	for i, one := range kept.Value {
		one.Provenance.Provider = c.Name()
		one.Provenance.FetchedAt, one.Provenance.Stale = kept.Fetched, kept.Stale
		found[i] = one
	}
	return found, nil
}
