// Command chart turns bars into pictures.
package main

import (
	"context"
	_ "time/tzdata" // exchange time must not depend on the machine

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/chart/internal/server"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen string `env:"LISTEN" default:"127.0.0.1:9102" help:"Address of the gRPC port."`
	Market string `env:"MARKET_TARGET" default:"127.0.0.1:9104" help:"Target of the market service."`
}

func main() {
	var cfg config
	service.Main("chart", "Draws charts.", &cfg, func(ctx context.Context, app *service.App) error {
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
	chartv1.RegisterChartServiceServer(grpcServer, server.New(marketv1.NewMarketServiceClient(market), render.New(4)))
	grpcServer.CheckHealth(chartv1.ChartService_ServiceDesc.ServiceName, service.Reachable(market))
	return app.Serve(ctx)
}
