// Package fundamental answers what companies reported, with every figure per
// share in the shares of today.
package fundamental

import (
	"context"
	"errors"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Desk asks sources in order.
type Desk struct{ sources []provider.FundamentalsSource }

// NewDesk makes a desk of sources, the one to ask first before others.
func NewDesk(sources ...provider.FundamentalsSource) *Desk { return &Desk{sources: sources} }

// Newest answers up to limit of the newest years, from the first source that
// has any. A source that fails is not passed over: the next one may be years
// behind it. ErrNoData means that none has any.
func (d *Desk) Newest(ctx context.Context, s symbol.Symbol, limit int) (provider.Fundamentals, error) {
	var passed []string
	for _, source := range d.sources {
		found, err := source.Fundamentals(ctx, s)
		if errors.Is(err, provider.ErrNoData) {
			passed = append(passed, source.Name())
			continue
		}
		if err != nil {
			return provider.Fundamentals{}, err
		}
		found.Years = found.Years[:min(limit, len(found.Years))]
		found.Provenance.PassedOver = passed
		return found, nil
	}
	return provider.Fundamentals{}, provider.ErrNoData
}
