package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// span is one span as the simulator reads it from Jaeger.
type span struct {
	ID       string `json:"span_id"`
	ParentID string `json:"parent_id"`
	Service  string `json:"service"`
	Name     string `json:"name"`
}

// trace waits until a trace has the spans that come last.
func trace(t *testing.T, id string, complete func([]span) bool) []span {
	t.Helper()
	var spans []span
	for range 150 {
		if call(t, http.MethodGet, "/api/traces/"+id, nil, &spans) == http.StatusOK && complete(spans) {
			return spans
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("trace %s stays incomplete: %+v", id, spans)
	return nil
}

// path is the chain of spans from the top of the trace down to one, as
// "service name" each. It is empty when the span is not there.
func path(spans []span, service, name string) []string {
	byID := map[string]span{}
	for _, s := range spans {
		byID[s.ID] = s
	}
	for _, s := range spans {
		if s.Service != service || !strings.HasPrefix(s.Name, name) {
			continue
		}
		var chain []string
		for at, ok := s, true; ok; at, ok = byID[at.ParentID] {
			chain = append([]string{at.Service + " " + at.Name}, chain...)
		}
		return chain
	}
	return nil
}

// rooted reports whether the chain to a span is known from the top: services
// hand in their spans one by one.
func rooted(spans []span, service, name string) bool {
	chain := path(spans, service, name)
	return len(chain) > 0 && chain[0] == "gateway POST /interactions"
}

const (
	render   = "catalyst.chart.v1.ChartService/RenderChart"
	listBars = "catalyst.market.v1.MarketService/ListBars"
	check    = "catalyst.command.v1.CommandService/Check"
	getQuote = "catalyst.market.v1.MarketService/GetQuote"
	publish  = "gateway publish catalyst.interactions.deferred"
	process  = "gateway process catalyst.interactions.deferred"
	patch    = "PATCH /webhooks/{application.id}/{interaction.token}/messages/@original"
)

// TestOneTraceOfAChart wants every hop in one tree, the queue included.
func TestOneTraceOfAChart(t *testing.T) {
	m := final(t, send(t, "/chart ^NDX 3M")) // bars nobody asked for yet
	spans := trace(t, m.TraceID, func(spans []span) bool {
		return rooted(spans, "gateway", "PATCH") && rooted(spans, "market", "provider bars") && rooted(spans, "chart", "render chart")
	})
	for _, want := range [][]string{
		{"gateway POST /interactions", publish, process, "gateway " + render, "chart " + render, "chart " + listBars, "market " + listBars, "market provider bars"},
		{"gateway POST /interactions", publish, process, "gateway " + render, "chart " + render, "chart render chart"},
		{"gateway POST /interactions", publish, process, "gateway " + patch},
	} {
		service, name, _ := strings.Cut(want[len(want)-1], " ")
		if got := path(spans, service, name); strings.Join(got, " > ") != strings.Join(want, " > ") {
			t.Errorf("chain\n  %s\nwant\n  %s", strings.Join(got, "\n  > "), strings.Join(want, "\n  > "))
		}
	}
}

func TestOneTraceOfACheck(t *testing.T) {
	m := final(t, send(t, "/check AAPL"))
	spans := trace(t, m.TraceID, func(spans []span) bool {
		return rooted(spans, "market", "provider quote")
	})
	want := "gateway POST /interactions > gateway " + check + " > command " + check + " > command " + getQuote + " > market " + getQuote + " > market provider quote"
	if got := strings.Join(path(spans, "market", "provider quote"), " > "); got != want {
		t.Errorf("chain\n  %s\nwant\n  %s", got, want)
	}
}

// TestNoSecretIsWrittenDown looks for interaction tokens, which all begin the
// same, in every log and in the traces.
func TestNoSecretIsWrittenDown(t *testing.T) {
	const tokenShape = "aW50ZXJhY3Rpb246"
	m := final(t, send(t, "/chart CSCO 1Y"))
	trace(t, m.TraceID, func(spans []span) bool { return path(spans, "gateway", "PATCH") != nil })
	if _, body := get(t, running.Addresses().Traces, "/api/traces/"+m.TraceID); strings.Contains(body, tokenShape) {
		t.Error("a token is in the trace")
	}
	if _, body := get(t, running.Addresses().Internal, "/metrics"); strings.Contains(body, tokenShape) {
		t.Error("a token is in the metrics")
	}
	for _, pattern := range []string{"logs/*.log", "state/nats/jetstream/*/streams/*/msgs/*"} {
		files, err := filepath.Glob(filepath.Join(running.dir, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(raw), tokenShape) {
				t.Errorf("a token is in %s", file)
			}
		}
	}
}
