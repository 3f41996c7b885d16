package live

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/fresh"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// How long fundamentals are served: companies report four times a year.
const (
	fundamentalsFresh = 24 * time.Hour
	fundamentalsStale = 24 * time.Hour
)

// Fundamentals is a source of fundamentals behind a line and a cache.
type Fundamentals struct {
	source provider.FundamentalsSource
	line   *line.Line
	cache  *fresh.Cache[symbol.Symbol, provider.Fundamentals]
}

var _ provider.FundamentalsSource = (*Fundamentals)(nil)

// NewFundamentals guards a source.
func NewFundamentals(source provider.FundamentalsSource, l *line.Line, clock func() time.Time) (*Fundamentals, error) {
	life := fresh.Life[provider.Fundamentals]{Fresh: fresh.For[provider.Fundamentals](fundamentalsFresh), Stale: fundamentalsStale}
	cache, err := fresh.New[symbol.Symbol](l.Name(), "fundamentals", life, clock)
	if err != nil {
		return nil, err
	}
	return &Fundamentals{source: source, line: l, cache: cache}, nil
}

// Close waits until nothing is fetched any more.
func (f *Fundamentals) Close() { f.cache.Close() }

// Name is that of the source.
func (f *Fundamentals) Name() string { return f.source.Name() }

// Fundamentals answers those of a symbol. The years are shared: they are not to
// be changed.
func (f *Fundamentals) Fundamentals(ctx context.Context, s symbol.Symbol) (provider.Fundamentals, error) {
	kept, err := f.cache.Get(ctx, s, func(ctx context.Context) (found provider.Fundamentals, err error) {
		err = f.line.Do(ctx, func(ctx context.Context) error {
			found, err = f.source.Fundamentals(ctx, s)
			return err
		})
		return found, err
	})
	if err != nil {
		return provider.Fundamentals{}, err
	}
	found := kept.Value
	found.Provenance.FetchedAt, found.Provenance.Stale = kept.Fetched, kept.Stale
	return found, nil
}
