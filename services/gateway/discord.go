package main

import (
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// application is which Discord application this is, and where Discord is.
type application struct {
	ApplicationID string `env:"DISCORD_APPLICATION_ID" help:"Id of the Discord application."`
	APIURL        string `name:"api-url" env:"DISCORD_API_URL" default:"https://discord.com/api/v10" help:"Base of Discord's API."`
}

// snowflake parses the id.
func (a *application) snowflake() (interaction.Snowflake, error) {
	id, err := interaction.ParseSnowflake(a.ApplicationID)
	if err != nil {
		return "", fmt.Errorf("DISCORD_APPLICATION_ID: %w", err)
	}
	return id, nil
}

// verification is what requests are verified by.
type verification struct {
	PublicKey string        `env:"DISCORD_PUBLIC_KEY" help:"Public key of the Discord application, hex; two with a comma while it is rotated."`
	Freshness time.Duration `env:"FRESHNESS_WINDOW" default:"300s" help:"Greatest age of a request; 0 accepts any."`
}

// identity parses what says which Discord application this is.
func (c *config) identity() (admission.Keys, interaction.Snowflake, error) {
	keys, err := admission.ParseKeys(c.PublicKey)
	if err != nil {
		return nil, "", fmt.Errorf("DISCORD_PUBLIC_KEY: %w", err)
	}
	id, err := c.snowflake()
	return keys, id, err
}
