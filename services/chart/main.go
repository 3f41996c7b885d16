// Command chart turns bars into pictures.
package main

import (
	"context"
	"time"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/feed"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
	"github.com/catalyst-bot/mesh/services/chart/internal/server"
	"github.com/catalyst-bot/mesh/services/kit/parameters"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen string `env:"LISTEN" default:"127.0.0.1:9102" help:"Address of the gRPC port."`
	Market string `env:"MARKET_TARGET" default:"127.0.0.1:9104" help:"Target of the market service."`
	Admin  string `env:"ADMIN_TARGET" default:"127.0.0.1:9103" help:"Target of the admin service, whose parameters are followed."`
}

// Until the admin service was reached, these serve.
const (
	defaultParallel  = 4
	defaultCacheTime = time.Minute
)

func main() {
	var cfg config
	service.Main("chart", "Draws charts.", &cfg, func(ctx context.Context, app *service.App) error {
		return run(ctx, app, &cfg)
	})
}

func run(ctx context.Context, app *service.App, cfg *config) error {
	market, err := app.Dial("market", cfg.Market, marketv1.MarketService_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	admin, err := app.Dial("admin", cfg.Admin)
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	follower := parameters.New(admin)
	app.Go("parameters", follower.Run)
	cacheTime := func() time.Duration { return follower.Duration("CHART_CACHE_TIME", defaultCacheTime) }
	renderer := render.New(render.Settings{
		Parallel:  func() int { return follower.Integer("MAX_PARALLEL_RENDERS", defaultParallel) },
		CacheTime: cacheTime,
	})
	app.OnStop("renderer", func(context.Context) error { renderer.Close(); return nil })
	bars := feed.New(marketv1.NewMarketServiceClient(market), cacheTime)
	app.OnStop("feed", func(context.Context) error { bars.Close(); return nil })
	theme := func() string { return follower.Choice("CHART_THEME", figure.Dark) }
	chartv1.RegisterChartServiceServer(grpcServer, server.New(bars, renderer, theme))
	chartv1.RegisterCurveServiceServer(grpcServer, &server.Curves{Renderer: renderer, Theme: theme})
	chartv1.RegisterIndicatorServiceServer(grpcServer, server.Indicators{})
	allow(grpcServer)
	grpcServer.CheckHealth(chartv1.ChartService_ServiceDesc.ServiceName, renderer.Check)
	return app.Serve(ctx)
}

// allow says which services may call: the gateway alone.
func allow(grpcServer *rpc.Server) {
	grpcServer.Allow(chartv1.ChartService_ServiceDesc.ServiceName, "gateway")
	grpcServer.Allow(chartv1.CurveService_ServiceDesc.ServiceName, "gateway")
	grpcServer.Allow(chartv1.IndicatorService_ServiceDesc.ServiceName, "gateway")
}
