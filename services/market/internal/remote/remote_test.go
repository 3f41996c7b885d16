package remote

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

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

// TestPrivate looks for what was typed in errors and spans.
func TestPrivate(t *testing.T) {
	spans, before := tracetest.NewSpanRecorder(), otel.GetTracerProvider()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	for _, fault := range remotetest.Faults() {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		client := New(Config{URL: fault.Serve(t).URL, Private: true})
		err := client.JSON(ctx, "/a", url.Values{"query": {"canary"}}, &struct{}{})
		if !fault.Is(err) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", fault.Name, err)
		}
		cancel()
	}
	if ended := spans.Ended(); len(ended) > 0 {
		t.Errorf("span %s: %v", ended[0].Name(), ended[0].Attributes())
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
