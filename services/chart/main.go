// Command chart turns bars into pictures.
package main

import (
	"context"
	"runtime"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/chart/internal/server"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen   string `env:"LISTEN" default:"127.0.0.1:9102" help:"Address of the gRPC port."`
	Market   string `env:"MARKET_TARGET" default:"127.0.0.1:9104" help:"Target of the market service."`
	Parallel uint8  `env:"CHART_PARALLEL" default:"0" help:"Charts drawn at the same time; 0 means one for each processor."`
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
	renderer := render.New(cfg.parallel())
	chartv1.RegisterChartServiceServer(grpcServer, server.New(marketv1.NewMarketServiceClient(market), renderer))
	grpcServer.CheckHealth(chartv1.ChartService_ServiceDesc.ServiceName, renderer.Check)
	return app.Serve(ctx)
}

func (c *config) parallel() int {
	if c.Parallel > 0 {
		return int(c.Parallel)
	}
	return runtime.GOMAXPROCS(0)
}
