package faults

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// witness sees every change of every message, and keeps what finished messages
// looked like, by interaction.
type witness struct {
	mu     sync.Mutex
	shapes map[string]map[string]bool
}

// watch begins to look at the simulator's events, until the test ends.
func watch(t *testing.T, url string) *witness {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	// The client has a limit for whole answers; this one has no end.
	res, err := client.Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	w := &witness{shapes: map[string]map[string]bool{}}
	var reading sync.WaitGroup
	reading.Go(func() {
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			w.note(lines.Text())
		}
	})
	t.Cleanup(func() { cancel(); reading.Wait() })
	return w
}

func (w *witness) note(line string) {
	data, ok := strings.CutPrefix(line, "data: ")
	var m message
	if !ok || json.Unmarshal([]byte(data), &m) != nil || m.State != "done" {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.shapes[m.InteractionID] == nil {
		w.shapes[m.InteractionID] = map[string]bool{}
	}
	w.shapes[m.InteractionID][m.shape()] = true
}

// ends is in how many different ways an interaction was seen finished.
func (w *witness) ends(interaction string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.shapes[interaction])
}
