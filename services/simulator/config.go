package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`

	Listen         string `env:"SIMULATOR_LISTEN" default:"127.0.0.1:8090" help:"Address of the page, the API and the webhooks."`
	Interactions   string `env:"SIMULATOR_INTERACTIONS_URL" default:"http://127.0.0.1:8080/interactions" help:"URL of the gateway's interactions endpoint."`
	KeyFile        string `env:"SIMULATOR_KEY_FILE" help:"File of the signing key, made when missing; in the user's cache directory unless given."`
	ApplicationID  string `env:"SIMULATOR_APPLICATION_ID" default:"1000000000000000001" help:"Id of the simulated application."`
	BotToken       string `env:"SIMULATOR_BOT_TOKEN" default:"simulator-bot-token" help:"Bot token that opens the endpoints of commands."`
	Jaeger         string `env:"JAEGER_QUERY_URL" default:"http://127.0.0.1:16686" help:"Base of Jaeger's query API."`
	PrintPublicKey bool   `help:"Print the public key the gateway needs, and exit."`
}

// check names the setting that cannot be used.
func (c *config) check() error {
	if _, err := strconv.ParseUint(c.ApplicationID, 10, 64); err != nil {
		return errors.New("SIMULATOR_APPLICATION_ID: an id is a number of up to 20 digits")
	}
	if c.BotToken == "" {
		return errors.New("SIMULATOR_BOT_TOKEN: a token is needed; any text will do")
	}
	for variable, text := range map[string]string{
		"SIMULATOR_INTERACTIONS_URL": c.Interactions, "JAEGER_QUERY_URL": c.Jaeger,
	} {
		parsed, err := url.Parse(text)
		if err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https") {
			return fmt.Errorf("%s: an http or https URL is needed", variable)
		}
	}
	return nil
}

func (c *config) keyFile() (string, error) {
	if c.KeyFile != "" {
		return c.KeyFile, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("SIMULATOR_KEY_FILE: no cache directory to keep the key in: %w", err)
	}
	return filepath.Join(cache, "catalyst", "simulator.key"), nil
}
