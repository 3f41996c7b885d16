// Package e2e runs the whole mesh as real processes against the simulator, as
// make up does, on ports of its own.
package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// running is the mesh every test works on.
var running struct {
	*mesh.Mesh
	dir string
}

const startLimit = 2 * time.Minute

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return 1, err
	}
	if running.dir, err = os.MkdirTemp("", "catalyst-e2e-"); err != nil {
		return 1, err
	}
	defer os.RemoveAll(running.dir)
	addresses, err := mesh.FreeAddresses()
	if err != nil {
		return 1, err
	}
	running.Mesh = mesh.New(mesh.Options{Root: root, Dir: running.dir, Addresses: addresses})
	defer running.Stop()
	if err := start(root); err != nil {
		return 1, err
	}
	return m.Run(), nil
}

// start builds and starts everything; Jaeger is built first when there is none.
func start(root string) error {
	path, err := mesh.FindJaeger()
	if err != nil {
		return err
	}
	if path == "" {
		if path, err = mesh.BuiltJaeger(); err != nil {
			return err
		}
		fmt.Println("Building Jaeger, once; that takes some minutes.")
		if err := mesh.BuildJaeger(context.Background(), root, path); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	if err := running.Build(ctx); err != nil {
		return err
	}
	if _, err := running.StartJaeger(mesh.Builder{}); err != nil {
		return err
	}
	if _, err := running.Start(ctx); err != nil {
		return err
	}
	if err := running.AwaitReady(ctx); err != nil {
		return err
	}
	return running.Register(ctx)
}
