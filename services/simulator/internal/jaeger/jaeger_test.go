package jaeger

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

const id = "0123456789abcdef0123456789abcdef"

// sample has the shape Jaeger 1.76 answers with.
const sample = `{"data":[{"traceID":"` + id + `","spans":[
 {"traceID":"x","spanID":"b","operationName":"finish","references":[{"refType":"FOLLOWS_FROM","traceID":"x","spanID":"a"}],
  "startTime":1700000000005000,"duration":40,"tags":[{"key":"error","type":"bool","value":true}],"processID":"p2"},
 {"traceID":"x","spanID":"a","operationName":"handle","references":[{"refType":"CHILD_OF","traceID":"x","spanID":"outside"}],
  "startTime":1700000000000000,"duration":900,"tags":[{"key":"error","type":"string","value":"no"}],"processID":"p1"}],
 "processes":{"p1":{"serviceName":"gateway"},"p2":{"serviceName":"chart"}}}],"total":0,"errors":null}`

func TestTrace(t *testing.T) {
	status, body := http.StatusOK, sample
	jaeger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/traces/"+id {
			t.Errorf("path %s", r.URL.Path)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	defer jaeger.Close()
	client := New(jaeger.URL + "/")
	defer client.Close()
	spans, err := client.Trace(t.Context(), id)
	want := []Span{
		{ID: "a", Service: "gateway", Name: "handle", DurationUS: 900},
		{ID: "b", ParentID: "a", Service: "chart", Name: "finish", StartUS: 5000, DurationUS: 40, Error: true},
	}
	if err != nil || !reflect.DeepEqual(spans, want) {
		t.Errorf("got %+v, %v", spans, err)
	}
	for _, c := range []struct {
		status int
		body   string
		want   error
	}{
		{404, `{"data":null,"errors":[{"code":404,"msg":"trace not found"}]}`, ErrUnknown},
		{200, `{"data":[]}`, ErrUnknown}, {200, `<html>`, ErrAway}, {500, ``, ErrAway},
	} {
		status, body = c.status, c.body
		if _, err := client.Trace(t.Context(), id); !errors.Is(err, c.want) {
			t.Errorf("%d %s: %v", c.status, c.body, err)
		}
	}
}

func TestTraceWithoutJaeger(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	if _, err := New(gone.URL).Trace(t.Context(), id); !errors.Is(err, ErrAway) {
		t.Errorf("got %v", err)
	}
	for _, bad := range []string{"", "../services", strings.ToUpper(id), id + "0"} {
		if _, err := New(gone.URL).Trace(t.Context(), bad); !errors.Is(err, ErrUnknown) {
			t.Errorf("id %q: %v", bad, err)
		}
	}
}
