package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// operate runs a command of the gateway to its end.
func operate(t *testing.T, arguments ...string) (status int, out string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command, err := running.GatewayCommand(ctx, arguments...)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := command.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return command.ProcessState.ExitCode(), string(printed)
}

func TestCommandsArePlannedAndApplied(t *testing.T) {
	for _, scope := range [][]string{nil, {"--guild", "1000000000000000002"}} {
		run := func(arguments ...string) (int, string) { return operate(t, append(arguments, scope...)...) }
		if status, out := run("commands", "apply", "--yes"); status != 0 {
			t.Fatalf("apply ends with %d: %s", status, out)
		}
		if status, out := run("commands", "plan"); status != 0 {
			t.Errorf("a second plan is not empty: %d %s", status, out)
		}
		if status, out := run("commands", "delete", "check"); status != 0 {
			t.Errorf("delete: %d %s", status, out)
		}
		if status, out := run("commands", "plan"); status != 2 || !strings.Contains(out, "+ /check") {
			t.Errorf("after a delete the plan says: %d %s", status, out)
		}
		if status, out := run("commands", "apply", "--yes"); status != 0 {
			t.Errorf("apply: %d %s", status, out)
		}
		if _, out := run("commands", "list"); !strings.Contains(out, "check") || !strings.Contains(out, "watchlist") {
			t.Errorf("list: %s", out)
		}
	}
}

func TestDoctorFindsNothing(t *testing.T) {
	status, out := operate(t, "doctor", "--url", "http://"+running.Addresses().Public+"/interactions")
	t.Log(out)
	if status != 0 || strings.Contains(out, "FAIL") {
		t.Errorf("status %d", status)
	}
}

func TestDoctorFindsAWrongPath(t *testing.T) {
	status, out := operate(t, "doctor", "--url", "http://"+running.Addresses().Public+"/interaction")
	if status != 1 || !strings.Contains(out, "FAIL") || !strings.Contains(out, "/interactions") {
		t.Errorf("status %d: %s", status, out)
	}
}

// TestRecordAndReplay puts a recording gateway in the place of the usual one,
// uses it, and replays the recording to the usual one.
func TestRecordAndReplay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recording.jsonl")
	recordInstead(t, path, func() {
		id := final(t, send(t, "/check AAPL")).ID
		final(t, press(t, id, "v1:chart:AAPL:1M"))
		suggestions(t, "/check micro")
		final(t, from(t, "dm", "/watchlist list"))
	})
	recording, err := os.ReadFile(path)
	if err != nil || bytes.Count(recording, []byte("\n")) < 4 {
		t.Fatalf("recorded %s, %v", recording, err)
	}
	for _, outcome := range replay(t, recording) {
		if outcome.Error != "" || outcome.Status != http.StatusOK || len(outcome.Violations) > 0 {
			t.Errorf("line %d: %+v", outcome.Line, outcome)
		}
		if outcome.MessageID != "" {
			final(t, outcome.MessageID)
		}
	}
}

func recordInstead(t *testing.T, path string, use func()) {
	t.Helper()
	running.Kill(mesh.Gateway)
	defer restart(t, mesh.Gateway)
	command, err := running.GatewayCommand(t.Context(), "record", "--file", path)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	command.Stdout, command.Stderr = &log, &log
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		if err := command.Wait(); err != nil {
			t.Errorf("the recording gateway ends with %v: %s", err, log.String())
		}
	}()
	awaitReady(t)
	use()
}

// awaitReady waits for whoever listens on the public port.
func awaitReady(t *testing.T) {
	t.Helper()
	for range 600 {
		res, err := http.Get("http://" + running.Addresses().Public + "/ready")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the gateway is not ready")
}

type replayed struct {
	Line       int    `json:"line"`
	Error      string `json:"error"`
	Status     int    `json:"status"`
	Violations []any  `json:"violations"`
	MessageID  string `json:"message_id"`
}

func replay(t *testing.T, recording []byte) (outcomes []replayed) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+running.Addresses().Simulator+"/api/replay", bytes.NewReader(recording))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/jsonl")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil {
		err = json.Unmarshal(body, &outcomes)
	}
	if err != nil || len(outcomes) == 0 {
		t.Fatalf("%s: %v", body, err)
	}
	return outcomes
}
