package faults

import (
	"net/http"
	"sync"
	"time"
)

// interaction is one thing a user does, as the simulator is told to send it.
type interaction struct {
	Type      int    `json:"type"`
	Data      object `json:"data"`
	ID        string `json:"id,omitempty"`
	Token     string `json:"token,omitempty"`
	MessageID string `json:"message_id,omitempty"`
	Repeat    int    `json:"repeat,omitempty"`
	To        string `json:"to,omitempty"`
}

type object map[string]any

func command(name string, options ...object) interaction {
	return interaction{Type: 2, Data: object{"id": "1", "name": name, "type": 1, "options": options}}
}

func option(name, value string) object { return object{"type": 3, "name": name, "value": value} }

func check(ticker string) interaction { return command("check", option("ticker", ticker)) }

func chart(ticker, timeframe string) interaction {
	return command("chart", option("ticker", ticker), option("timeframe", timeframe))
}

// press uses a button of a message.
func press(message, customID string) interaction {
	return interaction{
		Type: 3, MessageID: message, Data: object{"custom_id": customID, "component_type": 2, "id": 1},
	}
}

// sent is what became of an interaction.
type sent struct {
	ID        string   `json:"id"`
	MessageID string   `json:"message_id"`
	Answers   []answer `json:"answers"`
}

// answer is one first answer.
type answer struct {
	Status     int    `json:"status"`
	Body       string `json:"body"`
	Violations []struct {
		Note bool `json:"note"`
	} `json:"violations"`
}

// accepted reports whether Discord took the answer.
func (a answer) accepted() bool {
	for _, v := range a.Violations {
		if !v.Note {
			return false
		}
	}
	return a.Status == http.StatusOK
}

func (s sent) accepted() bool {
	for _, a := range s.Answers {
		if a.accepted() {
			return true
		}
	}
	return false
}

// send sends an interaction once and waits for the first answer.
func (w *world) send(in interaction) sent {
	w.t.Helper()
	var s sent
	if err := w.call(http.MethodPost, "/api/interactions", in, &s); err != nil {
		w.t.Fatal(err)
	}
	return s
}

// shown sends an interaction, waits for its final message and returns it.
func (w *world) shown(in interaction) message {
	w.t.Helper()
	s := w.send(in)
	if !s.accepted() {
		w.t.Fatalf("no first answer: %+v", s)
	}
	w.eventually("message is final", func() bool { return w.message(s.MessageID).final() })
	return w.message(s.MessageID)
}

// crowd sends interactions side by side and remembers them. Each is sent again,
// as a proxy that retries does, until Discord has a first answer.
type crowd struct {
	w       *world
	running sync.WaitGroup

	mu    sync.Mutex
	deeds []*deed
}

// deed is one interaction of a crowd. Its fields but in belong to the crowd.
type deed struct {
	in interaction
	// message shows the answer; empty until there is a first one.
	message string
	sends   int
}

// resendPause is how long a proxy waits before it sends once more.
const resendPause = 200 * time.Millisecond

// send begins to send an interaction.
func (c *crowd) send(in interaction) {
	d := &deed{in: in}
	c.mu.Lock()
	c.deeds = append(c.deeds, d)
	c.mu.Unlock()
	c.running.Go(func() {
		for deadline := time.Now().Add(limit); time.Now().Before(deadline) && !c.try(d); {
			time.Sleep(resendPause)
		}
	})
}

// try sends once and reports whether no more is needed.
func (c *crowd) try(d *deed) bool {
	var s sent
	if err := c.w.call(http.MethodPost, "/api/interactions", d.in, &s); err != nil {
		c.w.t.Errorf("the simulator failed: %v", err)
		return true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	d.in.ID = s.ID
	d.sends++
	if s.accepted() {
		d.message = s.MessageID
	}
	return d.message != ""
}

// all reports whether something holds for every deed.
func (c *crowd) all(holds func(*deed) bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range c.deeds {
		if !holds(d) {
			return false
		}
	}
	return true
}

func answered(d *deed) bool { return d.message != "" }

func tried(d *deed) bool { return d.sends > 0 }
