package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
)

const (
	defaultWait = 30 * time.Second
	maxWait     = 2 * time.Minute
	// heartbeat keeps idle event streams open through proxies.
	heartbeat = 20 * time.Second
)

// message answers with a message; with wait=final not before it is final or
// the timeout has passed.
func (s *Server) message(w http.ResponseWriter, r *http.Request) {
	limit, err := waitLimit(r.URL.Query())
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	m, err := s.await(ctx, r.PathValue("id"))
	if err != nil {
		fail(w, http.StatusNotFound, err.Error())
		return
	}
	write(w, http.StatusOK, m)
}

// waitLimit is how long a request may wait; 0 unless it asks for it.
func waitLimit(query url.Values) (time.Duration, error) {
	switch query.Get("wait") {
	case "":
		return 0, nil
	case "final":
	default:
		return 0, errors.New("wait can only be final")
	}
	text := query.Get("timeout")
	if text == "" {
		return defaultWait, nil
	}
	limit, err := time.ParseDuration(text)
	if err != nil || limit < 0 || limit > maxWait {
		return 0, errors.New("timeout is a duration of at most 2m, such as 30s")
	}
	return limit, nil
}

// await returns the message once it is final, or as it is when ctx ends.
func (s *Server) await(ctx context.Context, id string) (channel.Message, error) {
	for {
		_, _, changed := s.Channel.Since(0)
		m, err := s.Channel.Message(id)
		if err != nil || m.State.Final() {
			return m, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return m, nil
		case <-s.stopping:
			return m, nil
		}
	}
}

func (s *Server) messages(w http.ResponseWriter, _ *http.Request) {
	all, _, _ := s.Channel.Since(0)
	write(w, http.StatusOK, all)
}

// events streams every message that changes, first all there are. The event
// "removed" says that some are gone and the list should be read again.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	gone := s.Channel.Removals()
	for revision := uint64(0); ; {
		messages, now, changed := s.Channel.Since(revision)
		revision = now
		if !send(w, messages) {
			return
		}
		if removals := s.Channel.Removals(); removals != gone {
			gone = removals
			_, _ = fmt.Fprint(w, "event: removed\ndata: {}\n\n") // Flush tells
		}
		if control.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-beat.C:
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return
			}
		case <-r.Context().Done():
			return
		case <-s.stopping:
			return
		}
	}
}

func send(w http.ResponseWriter, messages []channel.Message) bool {
	for _, m := range messages {
		line, err := json.Marshal(m)
		if err != nil {
			return false
		}
		if _, err := fmt.Fprintf(w, "id: %d\ndata: %s\n\n", m.Revision, line); err != nil {
			return false
		}
	}
	return true
}

// file serves an upload. Only pictures are shown in the browser; anything else
// could be a page that acts in the simulator's name.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	a, data, err := s.Channel.File(r.PathValue("message"), r.PathValue("filename"))
	if err != nil {
		fail(w, http.StatusNotFound, err.Error())
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	w.Header().Set("Content-Type", "application/octet-stream")
	if a.Width > 0 {
		w.Header().Set("Content-Type", "image/png")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
