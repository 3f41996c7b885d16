package faults

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// pair is two gateways before the same back ends, with one external NATS.
type pair struct {
	*world
	gateways [2]*mesh.Mesh
}

func newPair(t *testing.T) *pair {
	t.Helper()
	url := startNATS(t)
	p := &pair{world: newWorld(t)}
	for i := range p.gateways {
		addresses, err := mesh.FreeAddresses()
		if err != nil {
			t.Fatal(err)
		}
		p.gateways[i] = p.Replica(t.TempDir(), addresses, "NATS_URL="+url, "QUEUE_SEAL_KEY="+strings.Repeat("5e", 32))
		t.Cleanup(func() { p.stop(p.gateways[i]) })
		p.startIn(p.gateways[i])
	}
	return p
}

// startNATS runs a NATS server with JetStream until the test ends.
func startNATS(t *testing.T) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{
		ServerName: "external", Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(),
		NoSigs: true, NoLog: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(limit) {
		t.Fatal("the NATS server does not start")
	}
	return s.ClientURL()
}

// at is the interaction sent to one of the gateways.
func (p *pair) at(gateway int, in interaction) interaction {
	in.To = "http://" + p.gateways[gateway].Addresses().Public + "/interactions"
	return in
}

// lastID counts the ids this process gave out.
var lastID atomic.Uint64

// newID makes a snowflake greater than all before.
func newID() string {
	const epoch = 1420070400000 // the first millisecond of 2015
	lastID.CompareAndSwap(0, uint64(time.Now().UnixMilli()-epoch)<<22)
	return strconv.FormatUint(lastID.Add(1), 10)
}

// everywhere sends an interaction to both gateways at once, several times, and
// returns every first answer and the message that shows it.
func (p *pair) everywhere(in interaction) (bodies []string, shownBy string) {
	p.t.Helper()
	var mu sync.Mutex
	var sending sync.WaitGroup
	in.Repeat = 3
	for i := range p.gateways {
		sending.Go(func() {
			var s sent
			err := p.call(http.MethodPost, "/api/interactions", p.at(i, in), &s)
			mu.Lock()
			defer mu.Unlock()
			if err != nil || !s.accepted() {
				p.t.Errorf("gateway %d: %+v, %v", i, s, err)
				return
			}
			for _, a := range s.Answers {
				bodies = append(bodies, a.Body)
			}
			shownBy = s.MessageID
		})
	}
	sending.Wait()
	return bodies, shownBy
}

// TestDuplicatesAtTwoGateways sends the same interactions to both, before and
// after both were killed.
func TestDuplicatesAtTwoGateways(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	c := &crowd{w: p.world}
	redrawn := p.shown(p.at(0, chart("GOOG", "1M")))
	first := map[*deed]string{}
	for _, in := range []interaction{
		check("AAPL"), check("!!"), chart("IBM", "1Y"), chart("!!", "1Y"), press(redrawn.ID, "chart_GOOG_1Y"), press(redrawn.ID, "v1:chart:IBM:1M"),
	} {
		in.ID = newID()
		bodies, shownBy := p.everywhere(in)
		d := &deed{in: in, message: shownBy, sends: 1}
		c.deeds, first[d] = append(c.deeds, d), bodies[0]
		wantSame(t, in, bodies[0], bodies)
	}
	// The chart above, and each of these once but those that ask for no symbol.
	if n := p.begunAtBoth(); n != 1+len(c.deeds)-2 {
		t.Errorf("%d runs began", n)
	}
	for _, g := range p.gateways {
		g.Kill(mesh.Gateway)
	}
	for _, g := range p.gateways {
		p.startIn(g)
	}
	for _, d := range c.deeds {
		bodies, _ := p.everywhere(d.in)
		wantSame(t, d.in, first[d], bodies)
	}
	if n := p.begunAtBoth(); n > 0 {
		t.Errorf("%d runs began after the restart", n)
	}
	c.settle()
	for _, d := range c.deeds {
		if n := p.statistics().finals()[d.in.ID]; n != 1 {
			t.Errorf("%+v was shown %d times", d.in, n)
		}
	}
	r := row{Fault: "two gateways: duplicates at both, both killed"}
	c.judge(&r)
	matrix.add(t, r)
}

// begunAtBoth is how many runs both gateways have begun.
func (p *pair) begunAtBoth() (n int) {
	p.t.Helper()
	for _, g := range p.gateways {
		n += p.begun(g, "check") + p.begun(g, "chart")
	}
	return n
}

func wantSame(t *testing.T, in interaction, want string, bodies []string) {
	t.Helper()
	for _, body := range bodies {
		if body != want {
			t.Errorf("%+v was answered %s and %s", in, want, body)
		}
	}
}

// TestTheOtherGatewayFinishes kills one gateway for good after its promises.
func TestTheOtherGatewayFinishes(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	r := row{Fault: "two gateways: one killed after its promises, not replaced"}
	for range rounds(t) {
		c := &crowd{w: p.world}
		p.fault("500", 1000)
		for i := range perRound {
			c.send(p.at(0, charts[i%len(charts)]))
		}
		p.promised(c)
		p.gateways[0].Kill(mesh.Gateway)
		p.endFault()
		c.settle()
		c.judge(&r)
		p.tell("/api/reset", nil)
		p.startIn(p.gateways[0])
	}
	matrix.add(t, r)
}
