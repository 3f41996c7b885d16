// Command command answers traders' questions in numbers.
package main

import (
	"context"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/anthropic"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/preferences"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/server"
	"github.com/catalyst-bot/mesh/services/command/internal/watchlist"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/parameters"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen   string          `env:"LISTEN" default:"127.0.0.1:9101" help:"Address of the gRPC port."`
	Market   string          `env:"MARKET_TARGET" default:"127.0.0.1:9104" help:"Target of the market service."`
	Admin    string          `env:"ADMIN_TARGET" default:"127.0.0.1:9103" help:"Target of the admin service, whose parameters are followed."`
	Database database.Config `embed:""`

	Model     anthropic.Config `embed:""`
	Allowance allowance.Config `embed:""`
}

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
	market, err := app.Dial(cfg.Market, marketv1.MarketService_ServiceDesc.ServiceName)
	if err != nil {
		return err
	}
	admin, err := app.Dial(cfg.Admin)
	if err != nil {
		return err
	}
	writer, err := cfg.author(app, db)
	if err != nil {
		return err
	}
	grpcServer, err := app.GRPC(cfg.Listen)
	if err != nil {
		return err
	}
	follower := parameters.New(admin)
	app.Go("parameters", follower.Run)
	commandv1.RegisterCommandServiceServer(grpcServer, server.New(server.Parts{
		Market: marketv1.NewMarketServiceClient(market), Watchlists: watchlist.NewStore(db), Preferences: preferences.NewStore(db),
		WatchlistLimit: func() int { return follower.Integer("WATCHLIST_LIMIT", defaultLimit) }, Author: writer,
	}))
	// Not of the database: without it nothing is kept, but questions are answered.
	grpcServer.CheckHealth(commandv1.CommandService_ServiceDesc.ServiceName, service.Reachable(market))
	return app.Serve(ctx)
}

// author writes by the model that is configured, or by rules.
func (c *config) author(app *service.App, db *database.DB) (*author.Author, error) {
	var model llm.Model
	if c.Model.Model != "" {
		made, err := anthropic.New(c.Model)
		if err != nil {
			return nil, err
		}
		model = made
	}
	writer := author.New(model, allowance.NewStore(db, c.Allowance))
	app.OnStop("author", func(context.Context) error {
		writer.Close()
		return nil
	})
	return writer, nil
}
