package mesh

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/deploy/local/internal/process"
)

// jaegerVersion is the one tools/jaeger pins.
const jaegerVersion = "v1.76.0"

//go:embed jaeger.yaml
var jaegerConfig string

// FindJaeger returns a Jaeger that can be run now: JAEGER_BIN, one on the
// PATH, or one that was built before. It is empty when there is none.
func FindJaeger() (string, error) {
	if path := os.Getenv("JAEGER_BIN"); path != "" {
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("JAEGER_BIN: %w", err)
		}
		return path, nil
	}
	if path, err := exec.LookPath("jaeger"); err == nil {
		return path, nil
	}
	built, err := BuiltJaeger()
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(built); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return built, nil
}

// BuiltJaeger is where a Jaeger of our own is kept.
func BuiltJaeger() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the cache directory: %w", err)
	}
	return filepath.Join(cache, "catalyst", "jaeger-"+jaegerVersion, "jaeger"), nil
}

// BuildJaeger compiles Jaeger. It takes minutes.
func BuildJaeger(ctx context.Context, root, path string) error {
	part := fmt.Sprintf("%s.%d.part", path, os.Getpid()) // others may be building it too
	build := exec.CommandContext(ctx, "go", "-C", filepath.Join(root, "tools", "jaeger"), "build", "-o", part,
		"github.com/jaegertracing/jaeger/cmd/jaeger")
	build.Env = append(os.Environ(), "GOWORK=off")
	build.Stdout, build.Stderr = os.Stdout, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build Jaeger: %w", err)
	}
	return os.Rename(part, path)
}

// StartJaeger starts Jaeger when it is there. Otherwise it starts builder,
// which must build it and then become it, and returns true.
func (m *Mesh) StartJaeger(builder Builder) (building bool, err error) {
	if m.processes.State(Jaeger).Running {
		return false, nil
	}
	for _, address := range []string{m.options.Addresses.Collector, m.options.Addresses.Traces} {
		if taken(address) {
			return false, fmt.Errorf("%s is in use by another program, and Jaeger needs it; stop that program first", address)
		}
	}
	config, err := m.writeJaegerConfig()
	if err != nil {
		return false, err
	}
	path, err := FindJaeger()
	if err != nil {
		return false, err
	}
	spec := process.Spec{Name: Jaeger, Path: path, Args: []string{"--config", config}, Env: os.Environ()}
	if path == "" {
		spec.Path, spec.Args = builder.Path, slices.Concat(builder.Args, []string{config})
	}
	return path == "", m.processes.Start(spec)
}

func (m *Mesh) writeJaegerConfig() (string, error) {
	text := strings.NewReplacer(
		"{collector}", m.options.Addresses.Collector, "{traces}", m.options.Addresses.Traces).Replace(jaegerConfig)
	path := filepath.Join(m.state(), "jaeger.yaml")
	if err := os.MkdirAll(m.state(), 0o755); err != nil {
		return "", fmt.Errorf("configure Jaeger: %w", err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return "", fmt.Errorf("configure Jaeger: %w", err)
	}
	return path, nil
}
