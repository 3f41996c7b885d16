package doctor

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
)

const (
	// EchoPath is where EchoHandler is to be served, beside the interactions.
	EchoPath = "/doctor/echo"
	// maxEcho is the largest body that is looked at, in bytes.
	maxEcho = 64 << 10
)

// Echo is what reached the gateway of a request.
type Echo struct {
	// SHA256 is that of exactly the bytes of the body, in hex.
	SHA256 string `json:"sha256"`
	// Bytes is the length of the body.
	Bytes int `json:"bytes"`
	// Signature and Timestamp are the headers Discord signs with.
	Signature string `json:"signature"`
	Timestamp string `json:"timestamp"`
	// Time is the gateway's clock.
	Time time.Time `json:"time"`
}

// EchoHandler tells the sender what reached the gateway. It knows no key and
// verifies nothing; it is served only while the doctor is at work.
func EchoHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxEcho))
		if err != nil {
			http.Error(w, "the body cannot be read, or is over 64 KiB", http.StatusRequestEntityTooLarge)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_ = json.NewEncoder(w).Encode(Echo{
			SHA256: sum(body), Bytes: len(body),
			Signature: r.Header.Get(admission.SignatureHeader), Timestamp: r.Header.Get(admission.TimestampHeader),
			Time: time.Now(),
		})
	})
}
