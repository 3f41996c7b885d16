// Command command answers traders' questions in numbers.
package main

import (
	"context"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/server"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen string `env:"LISTEN" default:"127.0.0.1:9101" help:"Address of the gRPC port."`
	Market string `env:"MARKET_TARGET" default:"127.0.0.1:9104" help:"Target of the market service."`
}

func main() {
	var cfg config
	service.Main("command", "Answers questions in numbers.", &cfg, func(ctx context.Context, app *service.App) error {
		return run(ctx, app, &cfg)
	})
}

func run(ctx context.Context, app *service.App, cfg *config) error {
	market, err := app.Dial(cfg.Market, marketv1.MarketService_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	commandv1.RegisterCommandServiceServer(grpcServer, server.New(marketv1.NewMarketServiceClient(market)))
	grpcServer.CheckHealth(commandv1.CommandService_ServiceDesc.ServiceName, service.Reachable(market))
	return app.Serve(ctx)
}
