package faults

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// limit is how long a condition may take on a busy machine.
const limit = 90 * time.Second

// client talks to the programs; it keeps no connection to those that are
// killed.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 2 * time.Minute}

// world is one mesh of its own with its simulator.
type world struct {
	*mesh.Mesh
	t    *testing.T
	dir  string
	seen *witness
	// heard is what unchanged saw last.
	heard map[string]int
}

// newWorld starts a mesh; env is given to every program. Without a Jaeger its
// traces go nowhere.
func newWorld(t *testing.T, env ...string) *world {
	t.Helper()
	w := describe(t, mesh.Options{Env: slices.Concat([]string{"OTEL_TRACES_EXPORTER=none"}, env)})
	w.start()
	w.seen = watch(t, "http://"+w.Addresses().Simulator+"/api/events")
	return w
}

// describe fills in where a world lives. Everything in it ends with the test,
// in time.
func describe(t *testing.T, options mesh.Options) *world {
	t.Helper()
	var err error
	if options.Addresses, err = mesh.FreeAddresses(); err != nil {
		t.Fatal(err)
	}
	options.Root, options.Programs, options.Dir = root, programs, t.TempDir()
	w := &world{Mesh: mesh.New(options), t: t, dir: options.Dir}
	t.Cleanup(func() { w.stop(w.Mesh) })
	return w
}

func (w *world) stop(m *mesh.Mesh) {
	for _, s := range m.Statuses() {
		m.Signal(s.Name, syscall.SIGCONT)
	}
	if w.t.Failed() {
		for _, s := range m.Statuses() {
			w.t.Logf("%s: %s\n%s", s.Name, s.State, m.Tail(s.Name, 25))
		}
	}
	if _, forced := m.Stop(); len(forced) > 0 {
		w.t.Errorf("%v had to be forced to end", forced)
	}
}

// start starts the named services, or all, and waits until the mesh is ready.
func (w *world) start(names ...string) {
	w.t.Helper()
	w.startIn(w.Mesh, names...)
}

func (w *world) startIn(m *mesh.Mesh, names ...string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), startLimit)
	defer cancel()
	if _, err := m.Start(ctx, names...); err != nil {
		w.t.Fatal(err)
	}
	if err := m.AwaitReady(ctx); err != nil {
		w.t.Fatal(err)
	}
}

// runs reports whether a service of a mesh is alive.
func runs(m *mesh.Mesh, name string) bool {
	for _, s := range m.Statuses() {
		if s.Name == name {
			return s.Running
		}
	}
	return false
}

// freeze makes a service hang; thaw lets it go on.
func (w *world) freeze(name string) { w.Signal(name, syscall.SIGSTOP) }

func (w *world) thaw(name string) { w.Signal(name, syscall.SIGCONT) }

// eventually waits until a condition holds.
func (w *world) eventually(what string, holds func() bool) {
	w.t.Helper()
	w.within(limit, what, holds)
}

func (w *world) within(limit time.Duration, what string, holds func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(limit); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("never happened: %s", what)
		}
	}
}

// read returns what an address answers to GET.
func (w *world) read(host, path string) string {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, "http://"+host+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(body)
}

// begun is how many first answers to a command the gateway of a mesh has begun
// to work on, by its metrics.
func (w *world) begun(m *mesh.Mesh, command string) int {
	w.t.Helper()
	total := 0
	for line := range strings.Lines(w.read(m.Addresses().Internal, "/metrics")) {
		if strings.HasPrefix(line, "catalyst_interaction_budget_seconds_count") && strings.Contains(line, `command="`+command+`"`) {
			total += sampleOf(line)
		}
	}
	return total
}
