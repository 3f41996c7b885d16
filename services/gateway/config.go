package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/catalyst-bot/mesh/services/gateway/internal/broker"
	"github.com/catalyst-bot/mesh/services/gateway/internal/seal"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

type config struct {
	service.Config `embed:""`
	application    `embed:""`
	verification   `embed:""`
	posts          `embed:""`

	Listen         string `env:"LISTEN" default:"127.0.0.1:9100" help:"Address of the gRPC port."`
	ListenPublic   string `env:"GATEWAY_LISTEN_PUBLIC" default:"127.0.0.1:8080" help:"Address of the public HTTP port, behind a TLS proxy."`
	ListenInternal string `env:"GATEWAY_LISTEN_INTERNAL" default:"127.0.0.1:8081" help:"Address of the internal HTTP port: REST, metrics, profiles."`

	TrustTraces   bool   `env:"TRUST_TRACEPARENT" help:"Join the trace of the caller; only for the simulator."`
	SimulatorPage string `env:"SIMULATOR_PAGE" help:"Address of the simulator's page, to link to."`

	Doctor bool `env:"GATEWAY_DOCTOR" help:"Tell the doctor what reaches this gateway; only for the time of its visit."`

	Command string `env:"COMMAND_TARGET" default:"127.0.0.1:9101" help:"Target of the command service."`
	Chart   string `env:"CHART_TARGET" default:"127.0.0.1:9102" help:"Target of the chart service."`
	Admin   string `env:"ADMIN_TARGET" default:"127.0.0.1:9103" help:"Target of the admin service."`
	Market  string `env:"MARKET_TARGET" default:"127.0.0.1:9104" help:"Target of the market service."`

	NATSURL      string `name:"nats-url" env:"NATS_URL" help:"External NATS with JetStream; one is embedded without it."`
	NATSStoreDir string `name:"nats-store-dir" env:"NATS_STORE_DIR" help:"Directory of the embedded NATS; in the user's cache directory unless given."`
	SealKey      string `env:"QUEUE_SEAL_KEY" help:"Key that seals queued interactions, 64 hex characters; kept beside the embedded store unless given."`
}

// broker reaches NATS and makes the box that seals what is kept there.
func (c *config) broker() (*broker.Broker, *seal.Box, error) {
	if c.NATSURL != "" {
		return c.externalBroker()
	}
	dir, err := c.storeDir()
	if err != nil {
		return nil, nil, err
	}
	box, err := c.embeddedBox(dir)
	if err != nil {
		return nil, nil, err
	}
	b, err := broker.Embed(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("NATS_STORE_DIR: %w", err)
	}
	return b, box, nil
}

func (c *config) externalBroker() (*broker.Broker, *seal.Box, error) {
	box, err := seal.New(c.SealKey)
	if err != nil {
		return nil, nil, fmt.Errorf("QUEUE_SEAL_KEY: needed with NATS_URL, the same for every gateway: %w", err)
	}
	b, err := broker.Connect(c.NATSURL)
	if err != nil {
		return nil, nil, fmt.Errorf("NATS_URL: %w", err)
	}
	return b, box, nil
}

func (c *config) storeDir() (string, error) {
	if c.NATSStoreDir != "" {
		return c.NATSStoreDir, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("NATS_STORE_DIR: no cache directory to keep the queue in: %w", err)
	}
	return filepath.Join(cache, "catalyst", "gateway"), nil
}

func (c *config) embeddedBox(dir string) (*seal.Box, error) {
	if c.SealKey == "" {
		return seal.Load(filepath.Join(dir, "seal.key"))
	}
	box, err := seal.New(c.SealKey)
	if err != nil {
		return nil, fmt.Errorf("QUEUE_SEAL_KEY: %w", err)
	}
	return box, nil
}
