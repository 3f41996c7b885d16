package main

import (
	"context"

	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/anthropic"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/kit/database"
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

// author writes by the model that is configured, or by rules.
func (c *config) author(app *service.App, budget *allowance.Store) (*author.Author, error) {
	if err := c.Allowance.Prices.Check(); err != nil {
		return nil, err
	}
	var model llm.Model
	if c.Model.Model != "" {
		made, err := anthropic.New(c.Model)
		if err != nil {
			return nil, err
		}
		model = made
	}
	writer := author.New(model, budget)
	app.OnStop("author", func(context.Context) error {
		writer.Close()
		return nil
	})
	return writer, nil
}
