// Package mesh builds the services and runs them as processes of this machine.
// make up and the end-to-end tests start the same things through it.
package mesh

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/internal/process"
)

// Discord is a real application to work for.
type Discord struct{ PublicKey, ApplicationID string }

// Options say what to run and where.
type Options struct {
	// Root is the top of the repository.
	Root string
	// Dir keeps programs, logs and state; absolute.
	Dir string
	// Programs is where the built services are; bin below Dir unless given.
	Programs  string
	Addresses Addresses
	// Discord is nil to work with the simulator.
	Discord *Discord
	// Env is given to every program, over what this package says.
	Env []string
	// ProgramEnv is given to the named programs, over Env.
	ProgramEnv map[string][]string
}

// Mesh is the set of programs under one directory.
type Mesh struct {
	options   Options
	processes process.Dir
	publicKey string
	// replica marks a mesh that is one more gateway of another.
	replica bool
}

// New describes a mesh; nothing runs yet.
func New(options Options) *Mesh {
	if options.Programs == "" {
		options.Programs = filepath.Join(options.Dir, "bin")
	}
	return &Mesh{options: options, processes: process.Dir(options.Dir)}
}

// Addresses are where the services listen.
func (m *Mesh) Addresses() Addresses { return m.options.Addresses }

// Build compiles the services.
func (m *Mesh) Build(ctx context.Context) error {
	args := []string{"build", "-o", m.options.Programs + string(os.PathSeparator)}
	for _, p := range m.programs() {
		args = append(args, "./services/"+p.name)
	}
	build := exec.CommandContext(ctx, "go", args...)
	build.Dir = m.options.Root
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the services: %w\n%s", err, out)
	}
	return nil
}

// Start builds nothing; it starts the named services that do not run, or all
// of them, and returns the names of those it started.
func (m *Mesh) Start(ctx context.Context, names ...string) ([]string, error) {
	if err := m.readKey(ctx); err != nil {
		return nil, err
	}
	var started []string
	for _, p := range m.programs() {
		if len(names) > 0 && !slices.Contains(names, p.name) || m.processes.State(p.name).Running {
			continue
		}
		if err := m.free(p); err != nil {
			return started, err
		}
		if err := m.processes.Start(process.Spec{Name: p.name, Path: m.binary(p.name), Env: m.environment(p)}); err != nil {
			return started, err
		}
		started = append(started, p.name)
	}
	return started, nil
}

// free reports a port that someone else holds.
func (m *Mesh) free(p program) error {
	for _, address := range p.listens {
		if taken(address) {
			return fmt.Errorf("%s is in use by another program, and %s needs it; stop that program first", address, p.name)
		}
	}
	return nil
}

// readKey asks the simulator for the key its requests are signed with.
func (m *Mesh) readKey(ctx context.Context) error {
	if m.options.Discord != nil || m.publicKey != "" {
		return nil
	}
	ask := exec.CommandContext(ctx, m.binary(Simulator), "--print-public-key")
	ask.Env = append(os.Environ(), "SIMULATOR_KEY_FILE="+m.simulatorKey())
	out, err := ask.Output()
	if err != nil {
		return fmt.Errorf("ask the simulator for its public key: %w", err)
	}
	m.publicKey = strings.TrimSpace(string(out))
	return nil
}

// environment is what a program is told: the caller's environment, traces to
// the collector of the mesh, its addresses, and what was asked for on top.
func (m *Mesh) environment(p program) []string {
	told := map[string]string{
		"OTEL_EXPORTER_OTLP_ENDPOINT": "http://" + m.options.Addresses.Collector,
		"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc",
		"OTEL_METRICS_EXPORTER":       "none",
		"OTEL_LOGS_EXPORTER":          "none",
		"OTEL_BSP_SCHEDULE_DELAY":     "500",
	}
	for name := range told {
		if value, ok := os.LookupEnv(name); ok {
			told[name] = value
		}
	}
	maps.Copy(told, p.env)
	env := os.Environ()
	for name, value := range told {
		env = append(env, name+"="+value)
	}
	return slices.Concat(env, m.options.Env, m.options.ProgramEnv[p.name])
}

// CrashedError names a service that ended by itself, with the end of its log.
type CrashedError struct{ Name, Log string }

// Error shows the end of the log.
func (e CrashedError) Error() string {
	return fmt.Sprintf("%s ended by itself. The end of its log:\n%s", e.Name, e.Log)
}

// AwaitReady waits until the gateway says that the mesh can answer, a service
// has crashed, or ctx ends.
func (m *Mesh) AwaitReady(ctx context.Context) error {
	for {
		for _, p := range m.programs() {
			if !m.processes.State(p.name).Running {
				return CrashedError{p.name, m.processes.Tail(p.name, 8)}
			}
		}
		if m.ready(ctx) {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.New("the mesh did not become ready in time; see make status and make logs")
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (m *Mesh) ready(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+m.options.Addresses.Public+"/ready", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// Kill ends one service at once, as a crash would.
func (m *Mesh) Kill(name string) {
	m.processes.Signal(name, syscall.SIGKILL)
	for m.processes.State(name).Running {
		time.Sleep(10 * time.Millisecond)
	}
}

// Signal sends a signal to one service, if it runs: SIGSTOP makes it hang,
// SIGTERM asks it to end.
func (m *Mesh) Signal(name string, signal syscall.Signal) { m.processes.Signal(name, signal) }

// stopLimit is how long a service may take to end; a little longer than its
// own limit.
const stopLimit = 18 * time.Second

// Stop ends everything that was started, in reverse order, and names what had
// to be forced.
func (m *Mesh) Stop() (stopped, forced []string) {
	order := []string{Jaeger}
	for _, p := range m.programs() {
		order = append(order, p.name)
	}
	order = append(order, Simulator)
	slices.Reverse(order)
	for _, name := range order {
		if !m.processes.State(name).Running {
			m.processes.Forget(name)
			continue
		}
		if m.processes.Stop(name, stopLimit) {
			forced = append(forced, name)
		}
		stopped = append(stopped, name)
	}
	return stopped, forced
}
