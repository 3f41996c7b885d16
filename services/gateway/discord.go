package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/service"
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
	KeysFile  string        `env:"DISCORD_KEYS_FILE" help:"File with a line for each Discord application: its id, a space, its public keys. Used instead of DISCORD_PUBLIC_KEY and DISCORD_APPLICATION_ID; read again when it changes and on SIGHUP."`
	Freshness time.Duration `env:"FRESHNESS_WINDOW" default:"300s" help:"Greatest age of a request; 0 accepts any."`
}

// ring is where the keys of requests come from: the file, which is followed
// while app runs, or else the two variables.
func (c *config) ring(app *service.App) (func() *admission.Ring, error) {
	if c.KeysFile == "" {
		keys, err := admission.ParseKeys(c.PublicKey)
		if err != nil {
			return nil, fmt.Errorf("DISCORD_PUBLIC_KEY: %w", err)
		}
		id, err := c.snowflake()
		ring := admission.NewRing(id, keys)
		return func() *admission.Ring { return ring }, err
	}
	if c.PublicKey != "" {
		return nil, errors.New("DISCORD_KEYS_FILE: DISCORD_PUBLIC_KEY is set too; keep one of them")
	}
	file, err := admission.OpenFile(c.KeysFile)
	if err != nil {
		return nil, fmt.Errorf("DISCORD_KEYS_FILE: %w", err)
	}
	app.Go("public keys", file.Watch)
	return file.Ring, nil
}
