// Package remotetest plays a provider on loopback with every fault a provider
// can have.
package remotetest

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// Serve serves answers by path; other paths are not found.
func Serve(t *testing.T, answers map[string]string) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, body := range answers {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { write(w, http.StatusOK, "application/json", body) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusNotFound, "application/json", `{"detail":"Not found."}`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// Fault is one way to fail.
type Fault struct {
	Name string
	// Is reports whether the error of a call is the right one.
	Is    func(err error) bool
	serve http.HandlerFunc
}

// Faults lists what every client must bear.
func Faults() []Fault {
	return []Fault{
		{"401", isKey, answer(http.StatusUnauthorized, `{"message":"unauthorized"}`)},
		{"403", isKey, answer(http.StatusForbidden, `{"message":"not in your plan"}`)},
		{"404", isNoData, answer(http.StatusNotFound, `{"detail":"Not found."}`)},
		{"429", isLimit(time.Minute), answer(http.StatusTooManyRequests, `{}`)},
		{"429 with Retry-After", isLimit(7 * time.Second), func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7")
			answer(http.StatusTooManyRequests, `{}`)(w, r)
		}},
		{"500", isOther, answer(http.StatusInternalServerError, `{}`)},
		{"502 with HTML", isOther, func(w http.ResponseWriter, _ *http.Request) {
			write(w, http.StatusBadGateway, "text/html", "<html>Bad Gateway</html>")
		}},
		{"a redirect", isOther, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.invalid/", http.StatusFound)
		}},
		{"slow", isOther, func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(time.Second): // longer than any test waits
			}
		}},
		{"cut connection", isOther, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
		{"truncated JSON", isGarbled, answer(http.StatusOK, `{"bars":{"AAPL":[{"t":"2026-11-`)},
		{"HTML with status 200", isGarbled, func(w http.ResponseWriter, _ *http.Request) {
			write(w, http.StatusOK, "text/html; charset=utf-8", "<html>Prove that you work</html>")
		}},
	}
}

// Serve serves the fault on every path.
func (f Fault) Serve(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(f.serve)
	t.Cleanup(server.Close)
	return server
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { write(w, status, "application/json", body) }
}

func write(w http.ResponseWriter, status int, contentType, body string) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // the client may be gone
}

func isKey(err error) bool     { return errors.Is(err, provider.ErrKey) }
func isNoData(err error) bool  { return errors.Is(err, provider.ErrNoData) }
func isGarbled(err error) bool { return errors.Is(err, provider.ErrGarbled) }

func isLimit(wait time.Duration) func(error) bool {
	return func(err error) bool {
		var limit *provider.LimitError
		return errors.As(err, &limit) && limit.RetryAfter == wait
	}
}

// isOther is for what opens the breaker.
func isOther(err error) bool {
	var limit *provider.LimitError
	return err != nil && !isKey(err) && !isNoData(err) && !isGarbled(err) && !errors.As(err, &limit)
}
