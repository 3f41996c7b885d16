package faults

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// message is one message as the simulator shows it.
type message struct {
	ID            string   `json:"id"`
	State         string   `json:"state"`
	Channel       string   `json:"channel"`
	InteractionID string   `json:"interaction_id"`
	Content       string   `json:"content"`
	TraceID       string   `json:"trace_id"`
	FinalMS       *float64 `json:"final_ms"`
	Embeds        []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Fields      []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"fields"`
	} `json:"embeds"`
	Attachments []struct {
		Filename string `json:"filename"`
		Size     int    `json:"size"`
	} `json:"attachments"`
	Modal *struct {
		ID string `json:"id"`
	} `json:"modal"`
	Components []struct {
		Components []struct {
			CustomID string `json:"custom_id"`
		} `json:"components"`
	} `json:"components"`
}

// final reports whether nothing more is promised.
func (m message) final() bool { return m.State != "thinking" && m.State != "updating" }

// failure reports whether the message is a text that says what went wrong, with
// the trace to look for.
func (m message) failure() bool {
	return len(m.Embeds) == 0 && len(m.Attachments) == 0 && strings.Contains(m.Content, "-# trace `")
}

// shape is what users see of the message, less what a repeated edit may change.
func (m message) shape() string {
	seen := []any{m.Content, m.Embeds}
	for _, a := range m.Attachments {
		seen = append(seen, a.Filename, a.Size)
	}
	return fmt.Sprint(seen...)
}

// statistics is what the simulator counted.
type statistics struct {
	WebhookCalls map[string]int `json:"webhook_calls"`
	RefusedCalls int            `json:"refused_calls"`
	Violations   map[string]int `json:"violations"`
	Messages     map[string]struct {
		WebhookCalls int `json:"webhook_calls"`
	} `json:"messages"`
	Interactions []struct {
		ID     string `json:"id"`
		Asked  int    `json:"asked"`
		Finals int    `json:"finals"`
	} `json:"interactions"`
}

// finals is how many answers users saw by interaction.
func (s statistics) finals() map[string]int {
	counts := map[string]int{}
	for _, in := range s.Interactions {
		counts[in.ID] = in.Finals
	}
	return counts
}

// call talks to the simulator's API and decodes the answer into into, unless
// that is nil.
func (w *world) call(method, path string, body, into any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, "http://"+w.Addresses().Simulator+path, bytes.NewReader(encoded))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %d %s", method, path, res.StatusCode, reply)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(reply, into)
}

// tell gives the simulator an order.
func (w *world) tell(path string, body any) {
	w.t.Helper()
	if err := w.call(http.MethodPost, path, body, nil); err != nil {
		w.t.Fatal(err)
	}
}

// fault lets the next webhook calls fail; none after end.
func (w *world) fault(kind string, count int) {
	w.t.Helper()
	w.tell("/api/faults", map[string]any{"webhook": kind, "count": count})
}

func (w *world) endFault() { w.t.Helper(); w.fault("500", 0) }

// statistics are the counts as they are now.
func (w *world) statistics() statistics {
	w.t.Helper()
	var s statistics
	if err := w.call(http.MethodGet, "/api/statistics", nil, &s); err != nil {
		w.t.Fatal(err)
	}
	return s
}

// messages are all messages by id.
func (w *world) messages() map[string]message {
	w.t.Helper()
	var all []message
	if err := w.call(http.MethodGet, "/api/messages", nil, &all); err != nil {
		w.t.Fatal(err)
	}
	byID := map[string]message{}
	for _, m := range all {
		byID[m.ID] = m
	}
	return byID
}

// message is one message as it is now.
func (w *world) message(id string) message {
	w.t.Helper()
	var m message
	if err := w.call(http.MethodGet, "/api/messages/"+id, nil, &m); err != nil {
		w.t.Fatal(err)
	}
	return m
}

// sampleOf is the value at the end of a line of metrics.
func sampleOf(line string) int {
	fields := strings.Fields(line)
	value, _ := strconv.ParseFloat(fields[len(fields)-1], 64)
	return int(value)
}
