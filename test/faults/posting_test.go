package faults

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// rest posts a body to the API on a gateway's internal port.
func (w *world) rest(m *mesh.Mesh, path string, body any) {
	w.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, "http://"+m.Addresses().Internal+path, bytes.NewReader(encoded))
	if err != nil {
		w.t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %d", path, res.StatusCode)
	}
}

// alerts records as many alerts and returns their ids.
func (w *world) alerts(m *mesh.Mesh, round string, count int) []string {
	w.t.Helper()
	ids := make([]string, count)
	for i := range ids {
		ids[i] = fmt.Sprintf("%s-%d-end", round, i)
		w.rest(m, "/v1/alerts", object{"id": ids[i], "symbol": "AAPL", "category": "EARNINGS", "price": 185.5})
	}
	return ids
}

// posted are the messages in a channel with a button whose id ends so.
func (w *world) posted(channel, end string) (found []message) {
	w.t.Helper()
	for _, m := range w.messages() {
		if m.Channel == channel && m.button(end) != "" {
			found = append(found, m)
		}
	}
	return found
}

// button is the id of the first button that ends so; empty for none.
func (m message) button(end string) string {
	for _, row := range m.Components {
		for _, b := range row.Components {
			if strings.HasSuffix(b.CustomID, end) {
				return b.CustomID
			}
		}
	}
	return ""
}

// unsettled is how much a service still has to have posted.
func (w *world) unsettled(service string) (n int) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.dir, "state", service+".db")+"?mode=ro&_pragma=busy_timeout(3000)")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(w.t.Context(), `SELECT COUNT(*) FROM outbox WHERE box = 'posts'`).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// once wants every alert to be there once when all is settled.
func (w *world) once(name string, ids []string) {
	w.t.Helper()
	w.eventually("everything is posted", func() bool { return w.unsettled(mesh.Command) == 0 })
	for _, id := range ids {
		if n := len(w.posted("alerts", ":"+id)); n != 1 {
			w.t.Errorf("%s: alert %s is there %d times", name, id, n)
		}
	}
	if s := w.statistics(); s.RefusedCalls > 0 {
		w.t.Errorf("%s: Discord refused %v", name, s.Violations)
	}
}

// postFault lets the next posts fail.
func (w *world) postFault(kind string, count, delay int) {
	w.t.Helper()
	w.tell("/api/faults", object{"webhook": kind, "count": count, "match": "post", "delay_ms": delay})
}

// perKill is how many alerts wait at each kill.
const perKill = 4

// TestPostsOutliveKills kills whoever posts and whoever knows what was posted,
// before and after Discord has the message.
func TestPostsOutliveKills(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		victim string
		// hold keeps the first post where the kill is wanted, reached waits for
		// that, free lets go.
		hold, free func(w *world)
		reached    func(w *world, first string)
	}{
		"gateway killed before the message is sent": {
			mesh.Gateway, func(w *world) { w.freeze(mesh.Chart) }, func(w *world) { w.thaw(mesh.Chart) },
			func(*world, string) { time.Sleep(callTime) },
		},
		"gateway killed after Discord has the message": {
			mesh.Gateway, func(w *world) { w.postFault("reset_after", 1000, 0) }, func(w *world) { w.postFault("reset_after", 0, 0) },
			func(w *world, first string) {
				w.eventually("the message is there", func() bool { return len(w.posted("alerts", ":"+first)) > 0 })
			},
		},
		"command killed before it is told": {
			mesh.Command, func(w *world) { w.postFault("slow_body", 1, 1500) }, func(*world) {},
			func(w *world, first string) {
				w.eventually("the message is there", func() bool { return len(w.posted("alerts", ":"+first)) > 0 })
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			total := 0
			for round := range rounds(t) {
				c.hold(w)
				ids := w.alerts(w.Mesh, fmt.Sprint("round", round), perKill)
				c.reached(w, ids[0])
				w.Kill(c.victim)
				c.free(w)
				w.start(c.victim)
				w.once(name, ids)
				total += len(ids)
			}
			t.Logf("%d kills, %d alerts, each there once", rounds(t), total)
		})
	}
}

// TestTwoGatewaysPostOnce has two gateways that post, and kills one of them for
// good after Discord has its message.
func TestTwoGatewaysPostOnce(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.Kill(mesh.Gateway) // the pair alone posts
	for round := range rounds(t) {
		p.once("both alive", p.alerts(p.gateways[0], fmt.Sprint("alive", round), perKill))
		p.postFault("reset_after", 1000, 0)
		ids := p.alerts(p.gateways[1], fmt.Sprint("killed", round), perKill)
		p.eventually("a message is there", func() bool { return len(p.posted("alerts", ":"+ids[0])) > 0 })
		p.gateways[0].Kill(mesh.Gateway)
		p.postFault("reset_after", 0, 0)
		p.once("one killed", ids)
		p.startIn(p.gateways[0])
	}
}

// outcomes are alerts of yesterday that speak for a lower ceiling.
func outcomes(count int, gain float64) []object {
	day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, -1)
	list := make([]object, count)
	for i := range list {
		result := gain
		if i%2 > 0 {
			result = -6
		}
		sent := day.Add(14*time.Hour + time.Duration(i)*time.Minute)
		list[i] = object{
			"id": fmt.Sprintf("%g-%d", gain, i), "symbol": "AAPL", "sentAt": sent, "category": "OTHER", "price": 4, "score": 0.5,
			"confidence": 0.7, "outcome": object{"returnPercent": result, "measuredAt": sent.Add(6 * time.Hour), "provider": "test"},
		}
	}
	return list
}

// TestNightlyReport kills the gateway while it posts the report of the night,
// and approves what it recommends after more became known.
func TestNightlyReport(t *testing.T) {
	t.Parallel()
	at := time.Now().UTC().Add(25 * time.Second)
	w := newWorld(t, "REPORT_TIME="+at.Format(time.TimeOnly))
	w.rest(w.Mesh, "/v1/outcomes", object{"alerts": outcomes(12, 5)})
	if time.Now().After(at) {
		t.Fatal("the mesh took too long to start")
	}
	w.postFault("reset_after", 1000, 0)
	w.eventually("the report is posted", func() bool { return len(w.posted("admin", "")) > 0 })
	w.Kill(mesh.Gateway)
	w.postFault("reset_after", 0, 0)
	w.start(mesh.Gateway)
	w.eventually("the report is settled", func() bool { return w.unsettled(mesh.Admin) == 0 })
	posts := w.posted("admin", "")
	if len(posts) != 1 {
		t.Fatalf("%d reports are there", len(posts))
	}
	report := posts[0]
	if len(report.Attachments) != 1 || !strings.HasPrefix(report.Attachments[0].Filename, "report-") {
		t.Errorf("attachments %+v", report.Attachments)
	}
	w.rest(w.Mesh, "/v1/outcomes", object{"alerts": outcomes(12, 30)}) // with these it recommends other things
	id := strings.TrimPrefix(report.button(""), "admin_details_")
	if details := w.shown(press(report.ID, "admin_details_"+id)); len(details.Embeds) != 1 {
		t.Errorf("details %+v", details)
	}
	preview := w.shown(press(report.ID, "admin_approve_"+id))
	if text := fmt.Sprint(preview.Embeds[0].Fields); preview.ID != report.ID || !strings.Contains(text, "`PRICE_CEILING` 10 → **5**") || !strings.Contains(text, "What approving it would have done") {
		t.Errorf("previewed %s", text)
	}
	if done := w.shown(press(report.ID, "v1:report:approve:"+id)); !strings.Contains(fmt.Sprint(done.Embeds[0].Fields), "in force as revision") || len(done.Attachments) != 1 {
		t.Errorf("approved %+v", done)
	}
	if n := len(w.posted("admin", "admin_details_"+id)); n != 1 {
		t.Errorf("the report is there %d times", n)
	}
}
