package webhook

import (
	"errors"
	"net/http"
	"sync"
)

// maxFaults bounds how many calls can be told to fail.
const maxFaults = 1000

// ErrUnknownFault is returned for a fault that cannot be played.
var ErrUnknownFault = errors.New("a webhook fault is one of 429, 500 and 10015, for 0 to 1000 calls")

// Faults makes the next webhook calls fail. Its zero value lets all through.
type Faults struct {
	mu    sync.Mutex
	kind  string
	count int
}

// Set makes the next count calls fail: "429" asks to wait half a second,
// "500" is an internal error, "10015" an unknown webhook. It replaces what was
// set before; a count of 0 ends it.
func (f *Faults) Set(kind string, count int) error {
	if (kind != "429" && kind != "500" && kind != "10015") || count < 0 || count > maxFaults {
		return ErrUnknownFault
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kind, f.count = kind, count
	return nil
}

// take returns the fault of this call; empty for none.
func (f *Faults) take() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.count == 0 {
		return ""
	}
	f.count--
	return f.kind
}

// play answers with the fault and reports whether there was one.
func (f *Faults) play(w http.ResponseWriter) bool {
	switch f.take() {
	case "429":
		h := w.Header()
		h.Set("Retry-After", "1")
		h.Set("X-RateLimit-Scope", "user")
		h.Set("X-RateLimit-Limit", "5")
		h.Set("X-RateLimit-Remaining", "0")
		h.Set("X-RateLimit-Reset-After", "0.5")
		writeJSON(w, http.StatusTooManyRequests, map[string]any{
			"message": "You are being rate limited.", "retry_after": 0.5, "global": false,
		})
	case "500":
		(&refusal{500, 0, "500: Internal Server Error", nil}).write(w)
	case "10015":
		unknownWebhook().write(w)
	default:
		return false
	}
	return true
}
