package sample

import (
	"context"

	"github.com/catalyst-bot/mesh/services/market/internal/history"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Quote is the last daily bar with what gives it meaning.
func (p *Provider) Quote(_ context.Context, s symbol.Symbol) (provider.Quote, error) {
	h, ok := p.histories[s]
	if !ok {
		return provider.Quote{}, provider.ErrNoData
	}
	last := newest(h.bars)
	q := provider.Quote{
		Currency: currency, Price: last.Close, Open: last.Open, High: last.High, Low: last.Low,
		Session: calendar.Closed, Provenance: h.provenance(),
	}
	if n := len(h.bars); n > 1 {
		q.PreviousClose = &h.bars[n-2].Close
	}
	q.YearHigh, q.YearLow = history.YearRange(h.bars)
	if last.Volume > 0 {
		q.Volume, q.AverageVolume = &last.Volume, history.AverageVolume(h.bars[:len(h.bars)-1])
	}
	return q, nil
}
