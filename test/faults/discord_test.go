package faults

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// applicationID is the one the load is sent to.
const applicationID = "1000000000000000001"

// discord sends interactions and takes edits with as little work as it can,
// because it shares the machine with what it measures. The simulator, which
// checks every byte, would be measured too.
type discord struct {
	url, endpoint string
	key           ed25519.PrivateKey
	client        *http.Client

	mu    sync.Mutex
	trips map[string]*trip // by token
}

// trip is one interaction on its way. Times count from when it was due, not
// from when this machine got round to sending it.
type trip struct {
	kind     string
	due      time.Time
	first    time.Duration
	final    time.Duration
	deferred bool
	// failed: the answer is a text that says what went wrong.
	failed bool
	edits  int
	// size is that of the last edit in bytes; changed means that two differed.
	size    int64
	changed bool
	// problem is why there is no legal first answer.
	problem string
}

// end says how the interaction ended.
func (t *trip) end() string {
	switch {
	case t.problem != "", t.deferred && t.edits == 0:
		return lost
	case t.changed, !t.deferred && t.edits > 0:
		return doubled
	case t.failed:
		return failed
	default:
		return finished
	}
}

func newDiscord(t *testing.T) *discord {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := &discord{
		key: key, trips: map[string]*trip{},
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1000}, Timeout: 2 * answerLimit},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("PATCH /api/v10/webhooks/{application}/{token}/messages/@original", d.edit)
	server := httptest.NewServer(mux)
	d.url = server.URL + "/api/v10"
	t.Cleanup(func() { d.client.CloseIdleConnections(); server.Close() })
	return d
}

// application is what the gateway is told.
func (d *discord) application() *mesh.Discord {
	public, _ := d.key.Public().(ed25519.PublicKey)
	return &mesh.Discord{PublicKey: hex.EncodeToString(public), ApplicationID: applicationID}
}

// edit takes an edit. Charts come with a file, texts without.
func (d *discord) edit(w http.ResponseWriter, r *http.Request) {
	size, _ := io.Copy(io.Discard, r.Body)
	d.mu.Lock()
	defer d.mu.Unlock()
	trip := d.trips[r.PathValue("token")]
	if trip == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	trip.edits++
	trip.changed, trip.size = trip.changed || trip.edits > 1 && size != trip.size, size
	if trip.edits == 1 {
		trip.final = time.Since(trip.due)
		trip.failed = !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/")
	}
	_, _ = io.WriteString(w, `{"id":"1"}`)
}

// send sends the i-th interaction and waits for its first answer.
func (d *discord) send(i int, due time.Time) {
	kind, body := compose(i)
	trip := &trip{kind: kind, due: due}
	d.mu.Lock()
	d.trips[tokenOf(i)] = trip
	d.mu.Unlock()
	reply, err := d.post(body)
	d.mu.Lock()
	defer d.mu.Unlock()
	trip.first = time.Since(due)
	if err != nil {
		trip.problem = err.Error()
		return
	}
	var callback struct {
		Type int `json:"type"`
		Data struct {
			Content string `json:"content"`
		} `json:"data"`
	}
	if err := json.Unmarshal(reply, &callback); err != nil {
		trip.problem = err.Error()
		return
	}
	trip.deferred = callback.Type == 5 || callback.Type == 6
	trip.failed = trip.failed || callback.Data.Content != ""
}

func (d *discord) post(body []byte) ([]byte, error) {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	req, err := http.NewRequest(http.MethodPost, d.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Signature-Timestamp", timestamp)
	req.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(d.key, append([]byte(timestamp), body...))))
	res, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	reply, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", res.StatusCode, reply)
	}
	return reply, err
}

// kept reports whether every promise was kept.
func (d *discord) kept() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, trip := range d.trips {
		if trip.deferred && trip.edits == 0 {
			return false
		}
	}
	return true
}
