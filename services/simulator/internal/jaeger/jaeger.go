// Package jaeger reads finished traces from Jaeger's query API.
package jaeger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	// queryLimit bounds one request.
	queryLimit = 5 * time.Second
	// maxTrace is the largest trace read, in bytes.
	maxTrace = 16 << 20
)

// Errors of Trace.
var (
	// ErrAway: Jaeger does not answer.
	ErrAway = errors.New("no answer from Jaeger; spans are kept only while it runs")
	// ErrUnknown: Jaeger has no span of the trace, or not yet.
	ErrUnknown = errors.New("the trace has not arrived")
)

// Span is one span of a trace.
type Span struct {
	ID string `json:"span_id"`
	// ParentID is empty when the parent is no span of the trace.
	ParentID string `json:"parent_id"`
	Service  string `json:"service"`
	Name     string `json:"name"`
	// StartUS is microseconds since the first span began.
	StartUS    int64 `json:"start_us"`
	DurationUS int64 `json:"duration_us"`
	Error      bool  `json:"error"`
}

// Client asks one Jaeger.
type Client struct {
	base string
	http *http.Client
}

// New makes a client of the query service at base, such as
// "http://127.0.0.1:16686".
func New(base string) *Client {
	return &Client{
		base: strings.TrimSuffix(base, "/"),
		http: &http.Client{Timeout: queryLimit, Transport: http.DefaultTransport.(*http.Transport).Clone()},
	}
}

// Close ends idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Trace returns the spans of a trace in the order they began, or ErrAway or
// ErrUnknown. id is 32 lower-case hex characters.
func (c *Client) Trace(ctx context.Context, id string) ([]Span, error) {
	if len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
		return nil, ErrUnknown
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/api/traces/"+id, nil)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, ErrAway
	}
	defer func() { _ = res.Body.Close() }()
	switch {
	case res.StatusCode == http.StatusNotFound:
		return nil, ErrUnknown
	case res.StatusCode != http.StatusOK:
		return nil, ErrAway
	}
	var body answer
	if err := json.NewDecoder(io.LimitReader(res.Body, maxTrace)).Decode(&body); err != nil {
		return nil, ErrAway
	}
	if len(body.Data) == 0 || len(body.Data[0].Spans) == 0 {
		return nil, ErrUnknown
	}
	return body.Data[0].spans(), nil
}

// answer is Jaeger's JSON, as far as it is needed.
type answer struct {
	Data []trace `json:"data"`
}

type trace struct {
	Spans []struct {
		SpanID        string      `json:"spanID"`
		OperationName string      `json:"operationName"`
		References    []reference `json:"references"`
		StartTime     int64       `json:"startTime"`
		Duration      int64       `json:"duration"`
		Tags          []tag       `json:"tags"`
		ProcessID     string      `json:"processID"`
	} `json:"spans"`
	Processes map[string]struct {
		ServiceName string `json:"serviceName"`
	} `json:"processes"`
}

type reference struct {
	Kind   string `json:"refType"`
	SpanID string `json:"spanID"`
}

type tag struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
}

func (t trace) spans() []Span {
	known := map[string]bool{}
	first := t.Spans[0].StartTime
	for _, s := range t.Spans {
		known[s.SpanID] = true
		first = min(first, s.StartTime)
	}
	spans := make([]Span, len(t.Spans))
	for i, s := range t.Spans {
		spans[i] = Span{
			ID: s.SpanID, ParentID: parent(s.References, known), Service: t.Processes[s.ProcessID].ServiceName,
			Name: s.OperationName, StartUS: s.StartTime - first, DurationUS: s.Duration, Error: failed(s.Tags),
		}
	}
	slices.SortStableFunc(spans, func(a, b Span) int { return cmp.Compare(a.StartUS, b.StartUS) })
	return spans
}

// parent prefers the span that waited (CHILD_OF) to one that only came before.
func parent(references []reference, known map[string]bool) string {
	before := ""
	for _, r := range references {
		switch {
		case !known[r.SpanID]:
		case r.Kind == "CHILD_OF":
			return r.SpanID
		default:
			before = r.SpanID
		}
	}
	return before
}

func failed(tags []tag) bool {
	return slices.ContainsFunc(tags, func(t tag) bool { return t.Key == "error" && (t.Value == true || t.Value == "true") })
}
