package server

import (
	"context"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Prices are what outcomes of alerts are read from.
type Prices struct{ Market marketv1.MarketServiceClient }

var _ alert.Market = Prices{}

// Intraday returns the quarter hours of five days.
func (p Prices) Intraday(ctx context.Context, s symbol.Symbol) (alert.Prices, error) {
	return p.bars(ctx, s, marketv1.Timeframe_TIMEFRAME_5D)
}

// Daily returns the days of a month.
func (p Prices) Daily(ctx context.Context, s symbol.Symbol) (alert.Prices, error) {
	return p.bars(ctx, s, marketv1.Timeframe_TIMEFRAME_1M)
}

func (p Prices) bars(ctx context.Context, s symbol.Symbol, span marketv1.Timeframe) (alert.Prices, error) {
	reply, err := p.Market.ListBars(ctx, &marketv1.ListBarsRequest{Symbol: s.String(), Timeframe: span})
	if err != nil {
		return alert.Prices{}, err
	}
	return alert.Prices{Bars: bars(reply), Provider: reply.GetProvenance().GetProvider()}, nil
}
