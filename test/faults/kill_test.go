package faults

import (
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// step is a point of an interaction's way at which a service is killed.
type step struct {
	name   string
	victim string
	// probes are what is brought to the step.
	probes []interaction
	// hold keeps them there; reached waits until all are; free lets go once the
	// victim is dead. Each may be nil.
	hold    func(w *world)
	reached func(w *world, probes *crowd)
	free    func(w *world)
	// again waits for what must follow the restart; it may be nil.
	again func(w *world, probes *crowd)
	// away is how long the victim stays dead.
	away time.Duration
}

var (
	checks = repeat(check("AAPL"), check("MSFT"), check("IBM"))
	charts = repeat(chart("AAPL", "1Y"), chart("MSFT", "1M"), chart("IBM", "3M"))
	both   = repeat(check("AAPL"), chart("MSFT", "1M"))
)

// repeat makes the probes of one round, half of what is sent.
func repeat(some ...interaction) []interaction {
	all := make([]interaction, perRound/2)
	for i := range all {
		all[i] = some[i%len(some)]
	}
	return all
}

var gatewaySteps = []step{
	{
		name: "gateway killed after the claim, in the call", victim: mesh.Gateway, probes: checks,
		hold:    func(w *world) { w.freeze(mesh.Command) },
		reached: func(w *world, _ *crowd) { w.inCall("check") },
		free:    func(w *world) { w.thaw(mesh.Command) },
	},
	{
		name: "gateway killed before the first answer arrives", victim: mesh.Gateway, probes: both,
		hold: func(w *world) { w.tell("/api/settings", object{"drop_ack": true}) },
		reached: func(w *world, probes *crowd) {
			w.eventually("answers are lost", func() bool { return probes.all(tried) })
		},
		free: func(w *world) { w.tell("/api/settings", object{"drop_ack": false}) },
	},
	{
		name: "gateway killed after the first answer, in the call", victim: mesh.Gateway, probes: charts,
		hold:    func(w *world) { w.freeze(mesh.Chart) },
		reached: func(w *world, probes *crowd) { w.promised(probes); time.Sleep(callTime) },
		free:    func(w *world) { w.thaw(mesh.Chart) },
	},
	{
		name: "gateway killed after the first answer, before the edit", victim: mesh.Gateway, probes: charts,
		hold:    func(w *world) { w.fault("500", 1000) },
		reached: func(w *world, probes *crowd) { w.promised(probes); time.Sleep(callTime) },
		free:    func(w *world) { w.endFault() },
	},
	{
		name: "gateway killed after the edit, before the queue knows", victim: mesh.Gateway, probes: charts,
		hold:    func(w *world) { w.fault("reset_after", 1000) },
		reached: func(w *world, probes *crowd) { w.edited(probes, 0) },
		free:    func(w *world) { w.endFault() },
		again: func(w *world, probes *crowd) {
			known := w.statistics().finals()
			w.eventually("the edits are repeated", func() bool {
				now := w.statistics().finals()
				return probes.all(func(d *deed) bool { return now[d.in.ID] > known[d.in.ID] })
			})
		},
	},
}

var backEndSteps = []step{
	{
		// Longer than the gateway keeps trying.
		name: "market dead for 35 s", victim: mesh.Market, probes: both, away: 35 * time.Second,
	},
	{
		name: "command killed in the call", victim: mesh.Command, probes: checks,
		hold:    func(w *world) { w.freeze(mesh.Command) },
		reached: func(w *world, _ *crowd) { w.inCall("check") },
	},
	{
		name: "chart killed in the call", victim: mesh.Chart, probes: charts,
		hold:    func(w *world) { w.freeze(mesh.Chart) },
		reached: func(w *world, probes *crowd) { w.promised(probes); time.Sleep(callTime) },
		away:    3 * time.Second,
	},
	{
		name: "market killed in the call", victim: mesh.Market, probes: both,
		hold:    func(w *world) { w.freeze(mesh.Market) },
		reached: func(w *world, _ *crowd) { w.inCall("check") },
	},
	{
		name: "admin killed", victim: mesh.Admin, probes: both,
		hold: func(w *world) { w.freeze(mesh.Admin) }, away: time.Second,
	},
}

// callTime is how long a promised interaction needs to reach its call, and then
// some.
const callTime = 500 * time.Millisecond

// inCall waits until the gateway has begun as many runs of a command as there
// are probes of it at least.
func (w *world) inCall(command string) {
	w.t.Helper()
	w.eventually("the gateway is in the calls", func() bool { return w.begun(w.Mesh, command) >= perRound/4 })
}

// promised waits until every probe has its first answer.
func (w *world) promised(probes *crowd) {
	w.t.Helper()
	w.eventually("the probes are promised", func() bool { return probes.all(answered) })
}

// edited waits until users saw more than so many answers to every probe.
func (w *world) edited(probes *crowd, more int) {
	w.t.Helper()
	w.eventually("the edits are applied", func() bool {
		now := w.statistics().finals()
		return probes.all(func(d *deed) bool { return now[d.in.ID] > more })
	})
}

func TestKills(t *testing.T) {
	t.Parallel()
	for _, s := range append(backEndSteps, gatewaySteps...) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			r := row{Fault: s.name}
			for range rounds(t) {
				s.round(w, &r)
			}
			matrix.add(t, r)
			if refused := w.statistics().RefusedCalls; refused > 0 {
				t.Errorf("Discord refused %d calls", refused)
			}
		})
	}
}

// round brings probes to the step, kills and restarts the victim while others
// go on, and adds what became of everything to the row.
func (s step) round(w *world, r *row) {
	w.t.Helper()
	others := background(w)
	probes := &crowd{w: w}
	if s.hold != nil {
		s.hold(w)
	}
	for _, in := range s.probes {
		probes.send(in)
	}
	stop := others.begin()
	if s.reached != nil {
		s.reached(w, probes)
	}
	w.Kill(s.victim)
	if s.free != nil {
		s.free(w)
	}
	time.Sleep(s.away)
	w.start(s.victim)
	if s.again != nil {
		s.again(w, probes)
	}
	stop()
	probes.settle()
	others.settle()
	probes.judge(r)
	others.judge(r)
	w.tell("/api/reset", nil)
}
