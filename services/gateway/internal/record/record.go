package record

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/flush"
)

// MaxLines is the most interactions one file takes; a longer one would not be
// replayed.
const MaxLines = 10_000

// Recorder writes interactions to a file, one JSON object a line.
type Recorder struct {
	redactor *redactor

	mu   sync.Mutex
	file *os.File
	left int
}

// line is one recorded interaction.
type line struct {
	RecordedAt  time.Time       `json:"recorded_at"`
	Interaction json.RawMessage `json:"interaction"`
}

// Open begins a recording. It does not write over one that is there.
func Open(path string) (*Recorder, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%s is there already; name a new file", path)
	}
	if err != nil {
		return nil, fmt.Errorf("begin recording: %w", err)
	}
	return &Recorder{redactor: newRedactor(), file: file, left: MaxLines}, nil
}

// Close ends the recording.
func (r *Recorder) Close(context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.file.Close()
}

// Handler records what next is asked, after it has answered. A recording that
// fails disturbs no request.
func (r *Recorder) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err == nil {
			req.Body = io.NopCloser(bytes.NewReader(body))
			at := time.Now().UTC()
			flush.After(req.Context(), func() { r.record(req.Context(), at, body) })
		}
		next.ServeHTTP(w, req)
	})
}

func (r *Recorder) record(ctx context.Context, at time.Time, body []byte) {
	interaction, err := r.redactor.redact(body)
	if err != nil {
		slog.WarnContext(ctx, "request not recorded: it is no interaction")
		return
	}
	encoded, err := json.Marshal(line{at, interaction})
	if err == nil {
		err = r.write(encoded)
	}
	if err != nil {
		slog.ErrorContext(ctx, "interaction not recorded", "error", err)
	}
}

func (r *Recorder) write(encoded []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left == 0 {
		return fmt.Errorf("the recording is full with %d interactions", MaxLines)
	}
	r.left--
	_, err := r.file.Write(append(encoded, '\n'))
	return err
}
