package main

import (
	"errors"
	"strings"

	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// A provider without a key is off.
type config struct {
	service.Config `embed:""`

	Listen   string          `env:"LISTEN" default:"127.0.0.1:9104" help:"Address of the gRPC port."`
	Admin    string          `env:"ADMIN_TARGET" default:"127.0.0.1:9103" help:"Target of the admin service, whose parameters are followed when a provider is on."`
	Database database.Config `embed:""`

	AlpacaID     string `name:"alpaca-id" env:"APCA_API_KEY_ID" help:"Id of the key of Alpaca."`
	AlpacaSecret string `name:"alpaca-secret" env:"APCA_API_SECRET_KEY" help:"Secret of the key of Alpaca."`
	AlpacaURL    string `name:"alpaca-url" env:"APCA_API_DATA_URL" default:"https://data.alpaca.markets" help:"Where the data API of Alpaca is."`

	TiingoKey string `name:"tiingo-key" env:"TIINGO_API_KEY" help:"Key of Tiingo."`
	TiingoURL string `name:"tiingo-url" env:"TIINGO_URL" default:"https://api.tiingo.com" help:"Where the API of Tiingo is."`

	EdgarAgent    string `name:"edgar-user-agent" env:"EDGAR_USER_AGENT" help:"Who asks the SEC: a name and an e-mail address. Without it EDGAR is off."`
	EdgarFilesURL string `name:"edgar-files-url" env:"EDGAR_FILES_URL" default:"https://www.sec.gov" help:"Where the files of EDGAR are."`
	EdgarDataURL  string `name:"edgar-data-url" env:"EDGAR_DATA_URL" default:"https://data.sec.gov" help:"Where the data of EDGAR are."`
}

// check finds what is given by halves.
func (c *config) check() error {
	switch {
	case (c.AlpacaID == "") != (c.AlpacaSecret == ""):
		return errors.New("APCA_API_KEY_ID, APCA_API_SECRET_KEY: set both or none")
	case c.EdgarAgent != "" && !strings.Contains(c.EdgarAgent, "@"):
		return errors.New("EDGAR_USER_AGENT: give a name and an e-mail address, such as \"Example Bot admin@example.com\"")
	default:
		return nil
	}
}
