package faults

import (
	"maps"
	"time"
)

// Ends of an interaction.
const (
	finished = "finished"
	failed   = "failed"
	lost     = "lost"
	doubled  = "doubled"
)

// silence is how long nothing must reach Discord until nothing more will: the
// queue gives a job back after 6 s without a sign of life.
const silence = 8 * time.Second

// settle waits until the crowd has its answers and Discord hears nothing more.
func (c *crowd) settle() {
	c.w.t.Helper()
	c.running.Wait()
	c.w.calm(c.ended)
}

// calm waits until something holds and Discord hears nothing more.
func (w *world) calm(holds func() bool) {
	w.t.Helper()
	begin := time.Now()
	for since := begin; time.Since(since) < silence && time.Since(begin) < limit; time.Sleep(100 * time.Millisecond) {
		if !w.unchanged() || !holds() {
			since = time.Now()
		}
	}
}

// unchanged reports whether Discord heard nothing since it was last called.
func (w *world) unchanged() bool {
	w.t.Helper()
	now := w.statistics().WebhookCalls
	same := maps.Equal(now, w.heard)
	w.heard = now
	return same
}

// ended reports whether every message of the crowd is final.
func (c *crowd) ended() bool {
	messages := c.w.messages()
	return c.all(func(d *deed) bool { return messages[d.message].final() })
}

// judge adds what became of a settled crowd to a row.
func (c *crowd) judge(r *row) {
	c.w.t.Helper()
	messages := c.w.messages()
	for _, d := range c.deeds {
		end := c.w.end(d, messages)
		r.add(end)
		r.Again += d.sends - 1
		if end == lost || end == doubled {
			c.w.t.Logf("%s: %+v, sent %d times, ended %d ways, %+v", end, d.in, d.sends, c.w.seen.ends(d.in.ID), messages[d.message])
		}
	}
}

// end says how an interaction ended.
func (w *world) end(d *deed, messages map[string]message) string {
	more := 0
	for id, m := range messages {
		if m.InteractionID == d.in.ID && id != d.message && id != d.in.MessageID {
			more++
		}
	}
	m, there := messages[d.message]
	switch {
	case !there, m.State != "done", m.InteractionID != d.in.ID:
		return lost
	case more > 0, w.seen.ends(d.in.ID) > 1:
		return doubled
	case m.failure():
		return failed
	case len(m.Embeds) == 0:
		return lost
	default:
		return finished
	}
}
