// Command market is the only part of the mesh that talks to data providers.
package main

import (
	"context"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/service"
	"github.com/catalyst-bot/mesh/services/market/internal/catalyst"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/market/internal/server"
)

type config struct {
	service.Config `embed:""`

	Listen string `env:"LISTEN" default:"127.0.0.1:9104" help:"Address of the gRPC port."`
}

func main() {
	var cfg config
	service.Main("market", "Answers quotes, bars, catalysts and symbols.", &cfg, func(ctx context.Context, app *service.App) error {
		return run(ctx, app, &cfg)
	})
}

func run(ctx context.Context, app *service.App, cfg *config) error {
	embedded, err := sample.Load()
	if err != nil {
		return err
	}
	names, err := directory.Load()
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	traced := provider.Traced(embedded)
	desk := catalyst.NewDesk(traced, embedded)
	marketv1.RegisterMarketServiceServer(grpcServer, server.New(traced, names, desk))
	grpcServer.CheckHealth(marketv1.MarketService_ServiceDesc.ServiceName, embedded.Health)
	return app.Serve(ctx)
}
