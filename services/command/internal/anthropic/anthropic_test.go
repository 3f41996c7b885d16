package anthropic

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
)

// script answers request after request with what it was given, and keeps what
// was sent.
type script struct {
	replies []func(http.ResponseWriter)
	sent    []string
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.sent = append(s.sent, string(body))
	s.replies[min(len(s.sent), len(s.replies))-1](w)
}

// events is a stream of a reply with the blocks given as deltas.
func events(stop string, blocks ...string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/event-stream")
		send(w, "message_start", `{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"x","content":[],"usage":{"input_tokens":10,"output_tokens":1}}}`)
		for i, block := range blocks {
			start, delta, _ := strings.Cut(block, "|")
			send(w, "content_block_start", fmt.Sprintf(`{"type":"content_block_start","index":%d,"content_block":%s}`, i, start))
			send(w, "content_block_delta", fmt.Sprintf(`{"type":"content_block_delta","index":%d,"delta":%s}`, i, delta))
			send(w, "content_block_stop", fmt.Sprintf(`{"type":"content_block_stop","index":%d}`, i))
		}
		if stop != "" {
			send(w, "message_delta", fmt.Sprintf(`{"type":"message_delta","delta":{"stop_reason":%q},"usage":{"output_tokens":7}}`, stop))
			send(w, "message_stop", `{"type":"message_stop"}`)
		}
	}
}

func send(w io.Writer, name, data string) { fmt.Fprintf(w, "event: %s\ndata: %s\n\n", name, data) }

func text(t string) string {
	return fmt.Sprintf(`{"type":"text","text":""}|{"type":"text_delta","text":%q}`, t)
}

func call(name, arguments string) string {
	return fmt.Sprintf(`{"type":"tool_use","id":"t1","name":%q,"input":{}}|{"type":"input_json_delta","partial_json":%q}`, name, arguments)
}

func status(code int, body string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Retry-After-Ms", "1")
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

func model(t *testing.T, s *script) *Model {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	m, err := New(Config{Model: "small", BaseURL: server.URL, Key: "key-canary", Timeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func generate(t *testing.T, m *Model, req llm.Request) (string, llm.Usage, error) {
	t.Helper()
	var written strings.Builder
	usage, err := m.Generate(t.Context(), req, func(piece string) error {
		written.WriteString(piece)
		return nil
	})
	return written.String(), usage, err
}

func TestText(t *testing.T) {
	s := &script{replies: []func(http.ResponseWriter){events("end_turn", text("It rose. "), text("It fell."))}}
	got, usage, err := generate(t, model(t, s), llm.Request{System: "rules", Prompt: "task", MaxTokens: 50})
	if err != nil || got != "It rose. It fell." || usage != (llm.Usage{Input: 10, Output: 7}) {
		t.Errorf("%q, %+v, %v", got, usage, err)
	}
	if !strings.Contains(s.sent[0], `"rules"`) || !strings.Contains(s.sent[0], `"small"`) || strings.Contains(s.sent[0], "tools") {
		t.Errorf("sent %s", s.sent[0])
	}
}

func TestTools(t *testing.T) {
	s := &script{replies: []func(http.ResponseWriter){
		events("tool_use", call("quote", `{"symbols":["AAPL"]}`)), events("tool_use", call("nothing", `{}`)), events("end_turn", text("Done.")),
	}}
	var calls []string
	got, usage, err := generate(t, model(t, s), llm.Request{
		Tools: []llm.Tool{{Name: "quote", Description: "Prices."}}, MaxRounds: 3, MaxTokens: 50,
		Call: func(_ context.Context, tool string, arguments json.RawMessage) (string, error) {
			calls = append(calls, tool+string(arguments))
			if tool != "quote" {
				return "", errors.New("there is no such tool")
			}
			return "F1 Price: 188.59", nil
		},
	})
	if err != nil || got != "Done." || usage.Total() != 51 || len(calls) != 2 || calls[0] != `quote{"symbols":["AAPL"]}` {
		t.Errorf("%q, %+v, %v, calls %v", got, usage, err, calls)
	}
	if !strings.Contains(s.sent[1], "F1 Price: 188.59") || !strings.Contains(s.sent[2], "there is no such tool") {
		t.Errorf("sent %v", s.sent)
	}
}

// TestToolsEnd has a model that would call tools for ever.
func TestToolsEnd(t *testing.T) {
	s := &script{replies: []func(http.ResponseWriter){events("tool_use", call("quote", `{}`))}}
	_, _, err := generate(t, model(t, s), llm.Request{
		Tools: []llm.Tool{{Name: "quote"}}, MaxRounds: 2, MaxTokens: 50,
		Call: func(context.Context, string, json.RawMessage) (string, error) { return "", nil },
	})
	if !errors.Is(err, llm.ErrMalformed) || len(s.sent) != 3 || strings.Contains(s.sent[2], `"tools"`) {
		t.Errorf("%v after %d requests", err, len(s.sent))
	}
}

func TestFaults(t *testing.T) {
	silence := func(http.ResponseWriter) { time.Sleep(600 * time.Millisecond) }
	for name, c := range map[string]struct {
		reply func(http.ResponseWriter)
		want  error
	}{
		"refusal":  {events("refusal", text("No")), llm.ErrRefused},
		"overload": {status(529, `{"type":"error","error":{"type":"overloaded_error","message":"canary"}}`), llm.ErrOverloaded},
		"limit":    {status(429, `{"type":"error","error":{"type":"rate_limit_error","message":"canary"}}`), llm.ErrOverloaded},
		"bad key":  {status(401, `{"type":"error","error":{"type":"authentication_error","message":"canary"}}`), llm.ErrUnavailable},
		"timeout":  {silence, llm.ErrTimeout},
		"no end":   {events("", text("It")), llm.ErrMalformed},
		"no JSON": {func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/event-stream")
			send(w, "message_start", "{no")
		}, llm.ErrMalformed},
		"overload inside": {func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/event-stream")
			send(w, "error", `{"type":"error","error":{"type":"overloaded_error","message":"canary"}}`)
		}, llm.ErrOverloaded},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := generate(t, model(t, &script{replies: []func(http.ResponseWriter){c.reply}}), llm.Request{Prompt: "text-canary", MaxTokens: 5})
			if !errors.Is(err, c.want) || strings.Contains(err.Error(), "canary") {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// TestSpansHoldNoText looks for what was asked, answered and paid with.
func TestSpansHoldNoText(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(recorder)))
	defer otel.SetTracerProvider(before)
	t.Setenv("ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE", "content")
	s := &script{replies: []func(http.ResponseWriter){events("end_turn", text("answer-canary"))}}
	if _, _, err := generate(t, model(t, s), llm.Request{System: "rule-canary", Prompt: "text-canary", MaxTokens: 5}); err != nil {
		t.Fatal(err)
	}
	ended := recorder.Ended()
	if len(ended) == 0 {
		t.Fatal("no span")
	}
	for _, span := range ended {
		if all := fmt.Sprint(span.Name(), span.Attributes(), span.Events(), span.Status()); strings.Contains(all, "canary") {
			t.Errorf("span holds %s", all)
		}
	}
}
