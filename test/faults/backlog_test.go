package faults

import (
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// TestBacklog promises more than a gateway works on at a time, while work takes
// longer than the queue waits for a sign of life. Nothing may be done twice for
// that.
func TestBacklog(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.tell("/api/faults", object{"webhook": "slow", "count": 1000, "delay_ms": 4000})
	w.freeze(mesh.Chart)
	c := &crowd{w: w}
	for i := range 5 * perRound {
		c.send(charts[i%len(charts)])
	}
	w.promised(c)
	time.Sleep(4 * time.Second)
	w.thaw(mesh.Chart)
	c.settle()
	for id, n := range w.statistics().finals() {
		if n != 1 {
			t.Errorf("interaction %s was shown %d times", id, n)
		}
	}
	r := row{Fault: "slow chart and slow Discord, long queue"}
	c.judge(&r)
	matrix.add(t, r)
}
