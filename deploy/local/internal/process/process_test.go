package process

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func shell(t *testing.T, name, script string) Spec {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	return Spec{Name: name, Path: path, Args: []string{"-c", script}, Env: os.Environ()}
}

func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 500 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func TestLife(t *testing.T) {
	d := Dir(t.TempDir())
	if s := d.State("worker"); s.Running || s.PID != 0 || s.String() != "stopped" {
		t.Errorf("before the start: %+v", s)
	}
	spec := shell(t, "worker", "echo begun; sleep 60")
	if err := d.Start(spec); err != nil {
		t.Fatal(err)
	}
	if s := d.State("worker"); !s.Running || s.PID == 0 || time.Since(s.StartedAt) > time.Minute {
		t.Errorf("running: %+v", s)
	}
	if err := d.Start(spec); !errors.Is(err, ErrRunning) {
		t.Errorf("second start: %v", err)
	}
	await(t, "its log", func() bool { return d.Tail("worker", 1) == "begun" })
	if forced := d.Stop("worker", 5*time.Second); forced {
		t.Error("it had to be forced")
	}
	if s := d.State("worker"); s.Running || s.PID != 0 {
		t.Errorf("stopped: %+v", s)
	}
}

func TestCrashLeavesATrace(t *testing.T) {
	d := Dir(t.TempDir())
	if err := d.Start(shell(t, "worker", "echo out of paper >&2; exit 3")); err != nil {
		t.Fatal(err)
	}
	await(t, "its end", func() bool { return !d.State("worker").Running })
	if s := d.State("worker"); s.PID == 0 || !strings.HasPrefix(s.String(), "ended") || d.Tail("worker", 5) != "out of paper" {
		t.Errorf("after the crash: %+v, log %q", s, d.Tail("worker", 5))
	}
	if err := d.Start(shell(t, "worker", "sleep 60")); err != nil {
		t.Errorf("start after a crash: %v", err)
	}
	d.Stop("worker", 5*time.Second)
}

func TestStopInsists(t *testing.T) {
	d := Dir(t.TempDir())
	if err := d.Start(shell(t, "worker", "trap '' TERM; echo deaf; while :; do sleep 1; done")); err != nil {
		t.Fatal(err)
	}
	await(t, "the trap", func() bool { return d.Tail("worker", 1) == "deaf" })
	if forced := d.Stop("worker", 200*time.Millisecond); !forced {
		t.Error("a deaf program ended by itself")
	}
}
