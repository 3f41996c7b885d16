package remote

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
)

func TestJSON(t *testing.T) {
	server := remotetest.Serve(t, map[string]string{"/a": `{"b":1}`})
	var into struct{ B int }
	if err := New(Config{URL: server.URL}).JSON(t.Context(), "/a", nil, &into); err != nil || into.B != 1 {
		t.Errorf("%+v, %v", into, err)
	}
}

func TestFaults(t *testing.T) {
	for _, fault := range remotetest.Faults() {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		client := New(Config{URL: fault.Serve(t).URL, Header: http.Header{"Authorization": {"Token x"}}})
		if err := client.JSON(ctx, "/a", nil, &struct{}{}); !fault.Is(err) {
			t.Errorf("%s: %v", fault.Name, err)
		}
		cancel()
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": time.Minute, "soon": time.Minute, "-3": time.Minute, "NaN": time.Minute, "0": time.Second, "90": 90 * time.Second,
		"1e30": 24 * time.Hour, "Fri, 20 Nov 2026 15:02:00 GMT": 2 * time.Minute, "Fri, 20 Nov 2020 15:02:00 GMT": time.Second,
	} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("7")
	f.Fuzz(func(t *testing.T, text string) {
		if wait := retryAfter(text, time.Unix(0, 0)); wait < time.Second || wait > longestWait {
			t.Fatalf("%q: %s", text, wait)
		}
	})
}
