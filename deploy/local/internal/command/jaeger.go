package command

import (
	"context"
	"os"
	"path/filepath"
	"syscall"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// Jaeger builds Jaeger and becomes it, so that its process can be stopped at
// any time like every other.
type Jaeger struct {
	Config string `arg:"" help:"Configuration file."`
}

// Run does not return unless something fails.
func (j *Jaeger) Run(ctx context.Context, place *Place) error {
	path, err := mesh.BuiltJaeger()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := mesh.BuildJaeger(ctx, place.Root, path); err != nil {
		return err
	}
	return syscall.Exec(path, []string{path, "--config", j.Config}, os.Environ())
}
