// Package command holds the commands an operator gives: up, down, status, logs
// and trace.
package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/joho/godotenv"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// CLI is the command line.
type CLI struct {
	Place

	Up     Up     `cmd:"" help:"Build and start everything, try it, and return."`
	Down   Down   `cmd:"" help:"Stop everything."`
	Status Status `cmd:"" help:"Show what runs."`
	Logs   Logs   `cmd:"" help:"Show the ends of the logs."`
	Trace  Trace  `cmd:"" help:"Print a trace as a tree."`
	Jaeger Jaeger `cmd:"" hidden:"" help:"Build Jaeger and become it."`
}

// Place is where the mesh lives.
type Place struct {
	Root string `default:"." help:"Top of the repository."`
}

// mesh describes the mesh of this place and environment.
func (p *Place) mesh() (*mesh.Mesh, *mesh.Discord, error) {
	root, err := filepath.Abs(p.Root)
	if err != nil {
		return nil, nil, err
	}
	if err := godotenv.Load(filepath.Join(root, ".env")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf(".env: %w", err)
	}
	discord, err := discordFromEnv()
	if err != nil {
		return nil, nil, err
	}
	return mesh.New(mesh.Options{
		Root: root, Dir: filepath.Join(root, ".run"), Addresses: mesh.DefaultAddresses(), Discord: discord,
	}), discord, nil
}

// discordFromEnv is the real application to work for, or nil for the simulator.
func discordFromEnv() (*mesh.Discord, error) {
	d := mesh.Discord{PublicKey: os.Getenv("DISCORD_PUBLIC_KEY"), ApplicationID: os.Getenv("DISCORD_APPLICATION_ID")}
	switch {
	case d == mesh.Discord{}:
		return nil, nil
	case d.PublicKey == "":
		return nil, errors.New("DISCORD_PUBLIC_KEY is missing: DISCORD_APPLICATION_ID is set, set both or neither")
	case d.ApplicationID == "":
		return nil, errors.New("DISCORD_APPLICATION_ID is missing: DISCORD_PUBLIC_KEY is set, set both or neither")
	default:
		return &d, nil
	}
}
