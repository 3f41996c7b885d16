package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/dispatch"
)

const (
	// maxRecording is the largest recording, in bytes.
	maxRecording = 64 << 20
	maxLines     = 10_000
)

// replayed is the outcome of one line of a recording.
type replayed struct {
	// Line counts from 1.
	Line int `json:"line"`
	// Error says why the line was not sent; empty when it was.
	Error string `json:"error,omitempty"`
	dispatch.Replayed
}

// replay sends the interactions of a recording one after the other. A line
// that cannot be read does not stop the rest.
func (s *Server) replay(w http.ResponseWriter, r *http.Request) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/jsonl" {
		fail(w, http.StatusUnsupportedMediaType, "a recording is sent as application/jsonl")
		return
	}
	recording, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRecording))
	lines := bytes.Split(bytes.TrimRight(recording, "\r\n"), []byte("\n"))
	if err != nil || len(lines) > maxLines {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("a recording has at most %d lines and %d MiB", maxLines, maxRecording>>20))
		return
	}
	outcomes := []replayed{}
	for i, line := range lines {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if r.Context().Err() != nil {
			return
		}
		outcome := replayed{Line: i + 1}
		interaction, err := readLine(line)
		if err == nil {
			outcome.Replayed, err = s.Sender.Replay(r.Context(), interaction)
		}
		if err != nil {
			outcome.Error = err.Error()
		}
		outcomes = append(outcomes, outcome)
	}
	write(w, http.StatusOK, outcomes)
}

// readLine keeps numbers as they are written, for they may be ids.
func readLine(line []byte) (map[string]any, error) {
	var recorded struct {
		RecordedAt  time.Time      `json:"recorded_at"`
		Interaction map[string]any `json:"interaction"`
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if err := decoder.Decode(&recorded); err != nil {
		return nil, fmt.Errorf("the line is no recorded interaction: %w", err)
	}
	return recorded.Interaction, nil
}
