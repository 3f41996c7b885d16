package faults

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// shutdownLimit is the one services have, and a little for a busy machine.
const shutdownLimit = 17 * time.Second

// TestTermDrains asks the gateway to end while it works.
func TestTermDrains(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := row{Fault: "gateway asked to end"}
	for range rounds(t) {
		c := &crowd{w: w}
		w.tell("/api/faults", object{"webhook": "slow", "count": 1000, "delay_ms": 1000})
		for range perRound / 2 {
			c.send(chart("AAPL", "1Y"))
			c.send(check("MSFT"))
		}
		w.eventually("some edits are under way", func() bool { return w.count(c, answered) >= perRound/2 })
		w.terminate()
		w.start(mesh.Gateway)
		c.settle()
		for id, n := range w.statistics().finals() {
			if n != 1 {
				t.Errorf("interaction %s was shown %d times", id, n)
			}
		}
		c.judge(&r)
		w.tell("/api/reset", nil)
	}
	matrix.add(t, r)
}

func (w *world) count(c *crowd, holds func(*deed) bool) (n int) {
	c.all(func(d *deed) bool {
		if holds(d) {
			n++
		}
		return true
	})
	return n
}

// terminate ends the gateway as an orchestrator does. It must be in time and
// have nothing to complain of; its exit status is 0 when it says nothing.
func (w *world) terminate() {
	w.t.Helper()
	begin := time.Now()
	w.Signal(mesh.Gateway, syscall.SIGTERM)
	w.eventually("the gateway ends", func() bool { return !runs(w.Mesh, mesh.Gateway) })
	if took := time.Since(begin); took > shutdownLimit {
		w.t.Errorf("the gateway took %s to end", took)
	}
	log, err := os.ReadFile(filepath.Join(w.dir, "logs", mesh.Gateway+".log"))
	if err != nil {
		w.t.Fatal(err)
	}
	for line := range strings.Lines(string(log)) {
		if strings.HasPrefix(line, mesh.Gateway+": ") {
			w.t.Errorf("the gateway ended with %s", line)
		}
	}
}
