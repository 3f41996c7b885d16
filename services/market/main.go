// Command market is the only part of the mesh that talks to data providers.
package main

import (
	"context"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/service"
	"github.com/catalyst-bot/mesh/services/market/internal/catalyst"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/fundamental"
	"github.com/catalyst-bot/mesh/services/market/internal/server"
)

func main() {
	var cfg config
	service.Main("market", "Answers quotes, bars, catalysts, fundamentals and symbols.", &cfg, func(ctx context.Context, app *service.App) error {
		return run(ctx, app, &cfg)
	})
}

func run(ctx context.Context, app *service.App, cfg *config) error {
	if err := cfg.check(); err != nil {
		return err
	}
	names, err := directory.Load()
	if err != nil {
		return err
	}
	sources, err := newSources(ctx, app, cfg, names)
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	desk := catalyst.NewDesk(sources.prices, sources.catalysts...)
	marketv1.RegisterMarketServiceServer(grpcServer, server.New(server.Parts{
		Prices: sources.prices, Directory: names, Names: sources.names, Desk: desk, Companies: fundamental.NewDesk(sources.companies...), Providers: sources.listed,
	}))
	allow(grpcServer)
	grpcServer.CheckHealth(marketv1.MarketService_ServiceDesc.ServiceName, sources.prices.Health)
	return app.Serve(ctx)
}

// allow says which services may call: the gateway everything, the others what
// they answer from.
func allow(grpcServer *rpc.Server) {
	grpcServer.Allow(marketv1.MarketService_ServiceDesc.ServiceName, "gateway")
	grpcServer.Allow(marketv1.MarketService_ListBars_FullMethodName, "gateway", "command", "chart")
	for _, method := range []string{
		marketv1.MarketService_GetQuote_FullMethodName, marketv1.MarketService_SearchSymbols_FullMethodName,
		marketv1.MarketService_ListCatalysts_FullMethodName, marketv1.MarketService_GetFundamentals_FullMethodName,
	} {
		grpcServer.Allow(method, "gateway", "command")
	}
}
