package faults

import (
	"net/http"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// trouble is one kind of broken Discord and what must come of it.
type trouble struct {
	fault string
	// count is how many calls it hits, calls how many there must be in all.
	count, calls int
	// end is finished, failed or lost.
	end string
	// least is how long the final edit must take.
	least time.Duration
	// sent is the message that was to be edited.
	sent string
}

// asked is how long the simulator's rate limits ask to wait.
const asked = time.Second

func TestTrouble(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all := []*trouble{
		{fault: "429", count: 1, calls: 2, end: finished, least: asked},
		{fault: "429_shared", count: 1, calls: 2, end: finished, least: asked},
		{fault: "429_global", count: 2, calls: 3, end: finished, least: 2 * asked},
		{fault: "500", count: 2, calls: 3, end: finished},
		{fault: "502", count: 2, calls: 3, end: finished},
		{fault: "503", count: 2, calls: 3, end: finished},
		{fault: "10015", count: 2, calls: 3, end: finished},
		{fault: "10008", count: 1, calls: 1, end: lost},
		{fault: "50027", count: 1, calls: 1, end: lost},
		{fault: "50035", count: 1, calls: 2, end: failed},
		{fault: "40333", count: 1, calls: 1, end: lost},
		{fault: "slow", count: 1, calls: 1, end: finished, least: 3 * time.Second},
		{fault: "slow_body", count: 1, calls: 1, end: finished},
		{fault: "reset", count: 2, calls: 3, end: finished},
		{fault: "reset_after", count: 2, calls: 3, end: finished},
	}
	for _, tr := range all {
		tr.play(w)
	}
	w.calm(func() bool { return true })
	for _, tr := range all {
		tr.judge(w)
	}
}

func (tr *trouble) play(w *world) {
	w.t.Helper()
	w.fault(tr.fault, tr.count)
	tr.sent = w.send(chart("AAPL", "1Y")).MessageID
	w.eventually(tr.fault+" is over", func() bool { return w.statistics().Messages[tr.sent].WebhookCalls >= tr.calls })
	w.endFault()
}

func (tr *trouble) judge(w *world) {
	w.t.Helper()
	m, calls := w.message(tr.sent), w.statistics().Messages[tr.sent].WebhookCalls
	if calls != tr.calls {
		w.t.Errorf("%s: %d calls, want %d", tr.fault, calls, tr.calls)
	}
	end := lost
	switch {
	case m.State != "done":
	case m.failure():
		end = failed
	case len(m.Attachments) == 1:
		end = finished
	}
	if end != tr.end {
		w.t.Errorf("%s: %s, want %s: %+v", tr.fault, end, tr.end, m)
	}
	if tr.least > 0 && (m.FinalMS == nil || *m.FinalMS < float64(tr.least.Milliseconds())) {
		w.t.Errorf("%s: final after %v ms, asked to wait %s", tr.fault, m.FinalMS, tr.least)
	}
}

// TestTokenExpiry lets the token die, by Discord's clock, while Discord is
// broken. The gateway must see that once.
func TestTokenExpiry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault("500", 1000)
	id := w.send(chart("AAPL", "1Y")).MessageID
	w.eventually("the gateway tries", func() bool { return w.statistics().Messages[id].WebhookCalls > 0 })
	w.tell("/api/clock", object{"advance": "15m"})
	w.endFault()
	expired := func() bool { return w.statistics().WebhookCalls["PATCH 401"] > 0 }
	w.eventually("the token is refused", expired)
	w.calm(expired)
	if calls := w.statistics().WebhookCalls; calls["PATCH 401"] != 1 || calls["PATCH 200"] != 0 {
		t.Errorf("calls %v", calls)
	}
}

// TestCloudflarePausesEverything wants silence from a gateway that is banned.
func TestCloudflarePausesEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fault("cloudflare", 1)
	id := w.send(chart("AAPL", "1Y")).MessageID
	w.eventually("Cloudflare bans", func() bool { return w.statistics().Messages[id].WebhookCalls == 1 })
	other := w.send(chart("MSFT", "1Y")).MessageID
	if at := w.message(other); at.State != "thinking" {
		t.Errorf("message %+v", at)
	}
	w.calm(func() bool { return true })
	if calls := w.statistics().WebhookCalls; calls["PATCH 429"] != 1 || len(calls) != 1 {
		t.Errorf("calls %v while banned", calls)
	}
	if rounds(t) == 1 {
		return
	}
	for _, id := range []string{id, other} {
		w.within(2*limit, "the ban is over", func() bool { return w.message(id).final() })
	}
}

// TestInvalidSignaturesStayOut has a gateway without back ends refuse what is
// not Discord's, and answer what is.
func TestInvalidSignaturesStayOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, name := range []string{mesh.Command, mesh.Chart, mesh.Market, mesh.Admin} {
		w.Kill(name)
	}
	for fault, want := range map[string]int{"ping": http.StatusOK, "bad_signature": http.StatusUnauthorized} {
		var got answer
		if err := w.call(http.MethodPost, "/api/probe", object{"fault": fault}, &got); err != nil || got.Status != want {
			t.Errorf("%s: %+v, %v", fault, got, err)
		}
	}
	if s := w.send(check("AAPL")); !s.accepted() {
		t.Errorf("answers %+v", s.Answers)
	}
}
