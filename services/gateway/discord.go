package main

import (
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// discord is the application on Discord's side.
type discord struct {
	PublicKey     string        `env:"DISCORD_PUBLIC_KEY" help:"Public key of the Discord application, hex; two with a comma while it is rotated."`
	ApplicationID string        `env:"DISCORD_APPLICATION_ID" help:"Id of the Discord application."`
	APIURL        string        `name:"api-url" env:"DISCORD_API_URL" default:"https://discord.com/api/v10" help:"Base of Discord's API."`
	Freshness     time.Duration `env:"FRESHNESS_WINDOW" default:"300s" help:"Greatest age of a request; 0 accepts any."`
}

// identity parses what says which Discord application this is.
func (d *discord) identity() (admission.Keys, interaction.Snowflake, error) {
	keys, err := admission.ParseKeys(d.PublicKey)
	if err != nil {
		return nil, "", fmt.Errorf("DISCORD_PUBLIC_KEY: %w", err)
	}
	application, err := interaction.ParseSnowflake(d.ApplicationID)
	if err != nil {
		return nil, "", fmt.Errorf("DISCORD_APPLICATION_ID: %w", err)
	}
	return keys, application, nil
}
