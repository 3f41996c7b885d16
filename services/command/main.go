// Command command answers traders' questions in numbers.
package main

import (
	"context"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/preferences"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/server"
	"github.com/catalyst-bot/mesh/services/command/internal/watchlist"
	"github.com/catalyst-bot/mesh/services/kit/parameters"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// defaultLimit serves until the admin service was reached.
const defaultLimit = 25

func main() {
	var cfg config
	service.Main("command", "Answers questions in numbers.", &cfg, func(ctx context.Context, app *service.App) error {
		return run(ctx, app, &cfg)
	})
}

func run(ctx context.Context, app *service.App, cfg *config) error {
	db, err := cfg.Database.Open(ctx, "command", schema.Migrations)
	if err != nil {
		return err
	}
	app.OnStop("database", func(context.Context) error { return db.Close() })
	market, err := app.Dial("market", cfg.Market, marketv1.MarketService_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	admin, err := app.Dial("admin", cfg.Admin)
	if err != nil {
		return err
	}
	budget := allowance.NewStore(db, cfg.Allowance)
	writer, err := cfg.author(app, budget)
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	follower := parameters.New(admin)
	app.Go("parameters", follower.Run)
	prices, alerts, records := marketv1.NewMarketServiceClient(market), alert.NewStore(db), adminv1.NewAdminServiceClient(admin)
	app.Go("outcomes of alerts", alert.NewTracker(alerts, server.Prices{Market: prices}).Run)
	app.OnStop("claims of alerts", func(context.Context) error { alerts.Stop(); return nil })
	app.Go("records of alerts", alert.NewHandover(alerts, server.Records{Admin: records}).Run)
	commandv1.RegisterCommandServiceServer(grpcServer, server.New(server.Parts{
		Market: prices, Watchlists: watchlist.NewStore(db), Preferences: preferences.NewStore(db), Author: writer, Alerts: alerts,
		Allowance: budget, Model: cfg.Model.Model, Admin: records,
		WatchlistLimit: func() int { return follower.Integer("WATCHLIST_LIMIT", defaultLimit) },
	}))
	allow(grpcServer)
	// Not of the database: without it nothing is kept, but questions are answered.
	grpcServer.CheckHealth(commandv1.CommandService_ServiceDesc.ServiceName, service.Reachable(market))
	return app.Serve(ctx)
}

// allow says which services may call: the gateway alone, for users and for
// programs on its internal port.
func allow(grpcServer *rpc.Server) {
	grpcServer.Allow(commandv1.CommandService_ServiceDesc.ServiceName, "gateway")
}
