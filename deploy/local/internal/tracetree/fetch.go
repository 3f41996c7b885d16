// Package tracetree reads a trace from Jaeger and prints it as a tree.
package tracetree

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// Span is one span of a trace.
type Span struct {
	ID, ParentID  string
	Service, Name string
	Start         time.Time
	Duration      time.Duration
	Failed        bool
}

// Errors of Fetch.
var (
	ErrNoID     = errors.New("a trace id is 32 hex characters: make trace ID=…; the simulator shows it under each message")
	ErrNotFound = errors.New("this trace is not known to Jaeger; it arrives up to two seconds late, and is gone after a restart")
	ErrAway     = errors.New("no answer from Jaeger; see make status, it may still be built")
)

var traceID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// fetchLimit bounds the request.
const fetchLimit = 10 * time.Second

// reply is the part of Jaeger's answer that is used.
type reply struct {
	Data []struct {
		Spans []struct {
			SpanID        string `json:"spanID"`
			OperationName string `json:"operationName"`
			StartTime     int64  `json:"startTime"`
			Duration      int64  `json:"duration"`
			ProcessID     string `json:"processID"`
			References    []struct {
				SpanID string `json:"spanID"`
			} `json:"references"`
			Tags []struct {
				Key   string `json:"key"`
				Value any    `json:"value"`
			} `json:"tags"`
		} `json:"spans"`
		Processes map[string]struct {
			ServiceName string `json:"serviceName"`
		} `json:"processes"`
	} `json:"data"`
}

// Fetch reads the spans of a trace from the query API at base.
func Fetch(ctx context.Context, base, id string) ([]Span, error) {
	if !traceID.MatchString(id) {
		return nil, ErrNoID
	}
	ctx, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/api/traces/"+id, nil)
	if err != nil {
		return nil, fmt.Errorf("ask Jaeger: %w", err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, ErrAway
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusNotFound {
		return nil, ErrNotFound
	}
	var r reply
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		return nil, fmt.Errorf("read Jaeger's answer: %w", err)
	}
	if len(r.Data) == 0 {
		return nil, ErrNotFound
	}
	return r.spans(), nil
}

func (r reply) spans() []Span {
	var spans []Span
	for _, raw := range r.Data[0].Spans {
		s := Span{
			ID: raw.SpanID, Name: raw.OperationName, Service: r.Data[0].Processes[raw.ProcessID].ServiceName,
			Start: time.UnixMicro(raw.StartTime), Duration: time.Duration(raw.Duration) * time.Microsecond,
		}
		if len(raw.References) > 0 {
			s.ParentID = raw.References[0].SpanID
		}
		for _, tag := range raw.Tags {
			s.Failed = s.Failed || tag.Key == "error" && tag.Value == true
		}
		spans = append(spans, s)
	}
	return spans
}
