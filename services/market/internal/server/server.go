// Package server is the gRPC surface of the market service.
package server

import (
	"context"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/catalyst"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/fundamental"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Bounds of requests, as the proto promises them.
const (
	maxWarmUp  = 7000
	maxQuery   = 64
	maxResults = 25
)

// Market implements market.v1.MarketService.
type Market struct {
	marketv1.UnsafeMarketServiceServer
	Parts
}

// Parts are what the service answers from.
type Parts struct {
	Prices    provider.Provider
	Directory *directory.Directory
	Desk      *catalyst.Desk
	// Names finds what the directory does not have; nil when nobody does.
	Names     live.NameSource
	Companies *fundamental.Desk
	// Providers are all there are, those that are off too.
	Providers []line.Listed
}

// New makes the service.
func New(parts Parts) *Market { return &Market{Parts: parts} }

// GetQuote answers the latest quote of one symbol.
func (m *Market) GetQuote(ctx context.Context, req *marketv1.GetQuoteRequest) (*marketv1.GetQuoteResponse, error) {
	entry, err := m.find(ctx, req.GetSymbol())
	if err != nil {
		return nil, err
	}
	latest, err := m.Prices.Quote(ctx, entry.Symbol)
	if err != nil {
		return nil, m.providerFault(entry, err)
	}
	return &marketv1.GetQuoteResponse{Quote: quote(entry, latest)}, nil
}

// ListBars answers the bars of one timeframe.
func (m *Market) ListBars(ctx context.Context, req *marketv1.ListBarsRequest) (*marketv1.ListBarsResponse, error) {
	entry, err := m.find(ctx, req.GetSymbol())
	if err != nil {
		return nil, err
	}
	tf := timeframe.Timeframe(req.GetTimeframe())
	if !tf.Valid() {
		return nil, fault.Invalid("timeframe", "Give a timeframe: 1D, 5D, 1M, 3M, 6M, YTD, 1Y, 2Y, 5Y or MAX.")
	}
	if req.GetWarmUp() < 0 || req.GetWarmUp() > maxWarmUp {
		return nil, fault.Invalid("warm_up", "Give a warm-up of 0 to 7000 bars.")
	}
	series, err := m.Prices.Bars(ctx, entry.Symbol, tf, int(req.GetWarmUp()))
	if err != nil {
		return nil, m.providerFault(entry, err)
	}
	return &marketv1.ListBarsResponse{
		Info: info(entry), Currency: series.Currency, Bars: bars(series.Bars), SpanStart: int32(series.SpanStart),
		TimeZone: calendar.ZoneName, Provenance: provenance(series.Provenance),
		Interval: marketv1.Interval(series.Interval),
	}, nil
}

// SearchSymbols finds listed names.
func (m *Market) SearchSymbols(ctx context.Context, req *marketv1.SearchSymbolsRequest) (*marketv1.SearchSymbolsResponse, error) {
	if len(req.GetQuery()) > maxQuery {
		return nil, fault.Invalid("query", "Give at most 64 characters.")
	}
	limit := int(req.GetLimit())
	switch {
	case limit < 0 || limit > maxResults:
		return nil, fault.Invalid("limit", "Give a limit of 1 to 25.")
	case limit == 0:
		limit = maxResults
	}
	var reply marketv1.SearchSymbolsResponse
	for _, entry := range m.search(ctx, req.GetQuery(), limit) {
		reply.Symbols = append(reply.Symbols, info(entry))
	}
	return &reply, nil
}

// find looks up a symbol in any usual spelling. What is no symbol and what is an
// unknown one are two different faults.
func (m *Market) find(ctx context.Context, text string) (directory.Entry, error) {
	s, err := symbol.Parse(text)
	if err != nil {
		return directory.Entry{}, fault.Invalid("symbol", "That is no symbol: "+err.Error()+".")
	}
	if entry, ok := m.lookup(ctx, s); ok {
		return entry, nil
	}
	return directory.Entry{}, m.unknown(s)
}
