package faults

import (
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// followers are the services that show the revision of the parameters they use.
var followers = []string{mesh.Gateway, mesh.Command, mesh.Chart, mesh.Market, mesh.Admin}

// scraped starts a mesh whose services all show their metrics, and returns where.
func scraped(t *testing.T) (w *world, metrics map[string]string) {
	t.Helper()
	ports, err := mesh.FreeAddresses()
	if err != nil {
		t.Fatal(err)
	}
	metrics, env := map[string]string{}, map[string][]string{}
	for i, address := range []string{ports.Gateway, ports.Command, ports.Chart, ports.Market, ports.Admin} {
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			t.Fatal(err)
		}
		metrics[followers[i]] = address
		env[followers[i]] = []string{
			"OTEL_METRICS_EXPORTER=prometheus", "OTEL_EXPORTER_PROMETHEUS_HOST=127.0.0.1", "OTEL_EXPORTER_PROMETHEUS_PORT=" + port,
		}
	}
	w = describe(t, mesh.Options{Env: []string{"OTEL_TRACES_EXPORTER=none"}, ProgramEnv: env})
	w.start()
	return w, metrics
}

// revision is the one a service shows; 0 while it shows none.
func (w *world) revision(address string) int {
	w.t.Helper()
	for line := range strings.Lines(w.read(address, "/metrics")) {
		if strings.HasPrefix(line, "catalyst_parameters_revision") {
			return sampleOf(line)
		}
	}
	return 0
}

// TestChangesAreInForceWithinASecond approves by the button and waits until
// every service shows the new revision. The time is from the press, and so more
// than from the approval.
func TestChangesAreInForceWithinASecond(t *testing.T) {
	w, metrics := scraped(t)
	var took []time.Duration
	for i := range 20 {
		before := w.revision(metrics[mesh.Admin])
		proposal := w.shown(command("admin", object{"type": 1, "name": "set", "options": []object{
			option("parameter", "WATCHLIST_LIMIT"), option("value", strconv.Itoa(30+i)),
		}}))
		approve := w.button(proposal.ID, "v1:proposal:approve:")
		begin := time.Now()
		w.send(press(proposal.ID, approve))
		for _, name := range followers {
			w.eventually(name+" uses the new revision", func() bool { return w.revision(metrics[name]) == before+1 })
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	t.Logf("from the press to in force in all of %v: p50 %s, max %s (%d changes)", followers, took[len(took)/2], took[len(took)-1], len(took))
	if took[len(took)-1] > time.Second {
		t.Errorf("a change took %s", took[len(took)-1])
	}

	w.Kill(mesh.Admin)
	last := w.revision(metrics[mesh.Gateway])
	w.eventually("the gateway's page says that its revision is the last known one", func() bool {
		page := w.read(w.Addresses().Public, "/")
		return strings.Contains(page, "revision "+strconv.Itoa(last)+"</b>") && strings.Contains(page, "the last known ones")
	})
	for _, name := range []string{mesh.Chart, mesh.Command, mesh.Market} {
		w.Kill(name)
		if _, err := w.Start(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		w.eventually(name+" uses the last known revision", func() bool {
			return strings.Contains(w.Tail(name, 1000), "parameters are the last known ones until the admin service answers")
		})
		w.eventually(name+" shows it", func() bool { return w.revision(metrics[name]) == last })
	}
}
