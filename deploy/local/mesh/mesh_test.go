package mesh

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newMesh is a mesh on free ports whose programs are shell scripts.
func newMesh(t *testing.T, script string) *Mesh {
	t.Helper()
	addresses, err := FreeAddresses()
	if err != nil {
		t.Fatal(err)
	}
	m := New(Options{
		Root: t.TempDir(), Dir: t.TempDir(), Addresses: addresses, Discord: &Discord{PublicKey: "ab", ApplicationID: "7"},
	})
	if err := os.MkdirAll(filepath.Dir(m.binary(Market)), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, p := range m.programs() {
		if err := os.WriteFile(m.binary(p.name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { m.Stop() })
	return m
}

func TestStartAndStop(t *testing.T) {
	m := newMesh(t, "exec sleep 60")
	started, err := m.Start(t.Context())
	if err != nil || len(started) != 5 {
		t.Fatalf("started %v, %v", started, err)
	}
	if again, err := m.Start(t.Context()); err != nil || len(again) != 0 {
		t.Errorf("started again %v, %v", again, err)
	}
	m.Kill(Chart)
	if back, err := m.Start(t.Context()); err != nil || len(back) != 1 || back[0] != Chart {
		t.Errorf("only the crashed one comes back: %v, %v", back, err)
	}
	stopped, forced := m.Stop()
	if len(stopped) != 5 || len(forced) != 0 || stopped[0] != Gateway {
		t.Errorf("stopped %v, forced %v", stopped, forced)
	}
	for _, s := range m.Statuses() {
		if s.Running || s.Known {
			t.Errorf("left behind: %+v", s)
		}
	}
}

func TestPortInUse(t *testing.T) {
	m := newMesh(t, "exec sleep 60")
	held, err := listen(m.Addresses().Command)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	_, err = m.Start(t.Context())
	if err == nil || !strings.Contains(err.Error(), m.Addresses().Command) || !strings.Contains(err.Error(), "command needs it") {
		t.Errorf("error %v", err)
	}
}

func TestCrashAtStartShowsTheLog(t *testing.T) {
	m := newMesh(t, "echo 'LISTEN: nonsense' >&2; exit 1")
	if _, err := m.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var crashed CrashedError
	if err := m.AwaitReady(ctx); !errors.As(err, &crashed) || !strings.Contains(crashed.Error(), "LISTEN: nonsense") {
		t.Errorf("error %v", err)
	}
}

func TestRealApplicationNeedsNoSimulator(t *testing.T) {
	m := newMesh(t, "")
	env := m.gatewayEnv()
	if env["DISCORD_PUBLIC_KEY"] != "ab" || env["DISCORD_API_URL"] != "" || env["TRUST_TRACEPARENT"] != "" {
		t.Errorf("gateway is told %v", env)
	}
	for _, p := range m.programs() {
		if p.name == Simulator {
			t.Error("the simulator would be started")
		}
	}
}

func TestFindJaeger(t *testing.T) {
	t.Setenv("JAEGER_BIN", "/no/such/jaeger")
	if _, err := FindJaeger(); err == nil || !strings.HasPrefix(err.Error(), "JAEGER_BIN") {
		t.Errorf("error %v", err)
	}
	t.Setenv("JAEGER_BIN", "")
	t.Setenv("PATH", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if path, err := FindJaeger(); err != nil || path != "" {
		t.Errorf("found %q, %v", path, err)
	}
}
