package main

import (
	"errors"
	"fmt"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/internalapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

// bot is the application as its bot token reaches it.
type bot struct {
	application `embed:""`

	Token discordapi.Token      `name:"bot-token" env:"DISCORD_BOT_TOKEN" help:"Bot token of the Discord application."`
	Guild interaction.Snowflake `placeholder:"ID" help:"Look at this guild alone; at what is global unless given."`
}

func (b *bot) client() (*discordapi.Client, error) {
	if b.Token == "" {
		return nil, errors.New("DISCORD_BOT_TOKEN: no token; copy it from Bot in the Discord developer portal")
	}
	client, err := discordapi.NewClient(b.APIURL, b.Token)
	if err != nil {
		return nil, fmt.Errorf("DISCORD_API_URL: %w", err)
	}
	return client, nil
}

// registry is where the commands of the application and guild are registered.
func (b *bot) registry() (*registration.Registry, error) {
	client, err := b.client()
	if err != nil {
		return nil, err
	}
	id, err := b.snowflake()
	if err != nil {
		return nil, err
	}
	if b.Guild != "" {
		if _, err := interaction.ParseSnowflake(b.Guild.String()); err != nil {
			return nil, fmt.Errorf("--guild: %w", err)
		}
	}
	return registration.NewRegistry(client, id, b.Guild), nil
}

// wanted are the commands in the code. No back end is called to know them.
func wanted() ([]registration.Definition, error) {
	catalog, err := newCatalog(internalapi.Backends{})
	if err != nil {
		return nil, err
	}
	return definitions(catalog), nil
}
