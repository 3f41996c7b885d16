package live

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/fresh"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

const (
	namesFresh = 24 * time.Hour
	namesStale = 24 * time.Hour
	// searchesPerHour leave most of an hourly quota to prices, whatever people
	// type.
	searchesPerHour = 10
)

// NameSource finds names that are listed.
type NameSource interface {
	Search(ctx context.Context, query string) ([]directory.Listing, error)
}

// Names is a source of names behind a line and a cache.
type Names struct {
	source NameSource
	line   *line.Line
	ledger line.Ledger
	cache  *fresh.Cache[string, []directory.Listing]
}

var _ NameSource = (*Names)(nil)

// NewNames guards a source. The ledger counts its share of the quota.
func NewNames(source NameSource, l *line.Line, ledger line.Ledger, clock func() time.Time) (*Names, error) {
	life := fresh.Life[[]directory.Listing]{Fresh: fresh.For[[]directory.Listing](namesFresh), Stale: namesStale}
	cache, err := fresh.New[string, []directory.Listing](l.Name(), "names", life, clock)
	if err != nil {
		return nil, err
	}
	return &Names{source: source, line: l, ledger: ledger, cache: cache}, nil
}

// Close waits until nothing is searched any more.
func (n *Names) Close() { n.cache.Close() }

// Search answers names that match the query, none when there are none.
func (n *Names) Search(ctx context.Context, query string) ([]directory.Listing, error) {
	kept, err := n.cache.Get(ctx, query, func(ctx context.Context) (found []directory.Listing, err error) {
		share := []quota.Window{{Length: time.Hour, Most: searchesPerHour}}
		if err := n.ledger.Take(ctx, n.line.Name()+" search", share); err != nil {
			return nil, err
		}
		err = n.line.Do(ctx, func(ctx context.Context) error {
			if found, err = n.source.Search(ctx, query); errors.Is(err, provider.ErrKey) {
				// The plan may have prices all the same.
				slog.WarnContext(ctx, "provider refuses to search", "name", n.line.Name())
				return provider.ErrNoData
			}
			return err
		})
		return found, err
	})
	if errors.Is(err, provider.ErrNoData) {
		return nil, nil
	}
	return kept.Value, err
}
