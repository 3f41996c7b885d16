package tracetree

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

const id = "0123456789abcdef0123456789abcdef"

// reply is a trace as Jaeger's query API writes it.
const jaegers = `{"data":[{"processes":{"p1":{"serviceName":"gateway"},"p2":{"serviceName":"chart"}},"spans":[
 {"spanID":"c","operationName":"render chart","startTime":1000600,"duration":250,"processID":"p2","references":[{"spanID":"b"}],"tags":[{"key":"error","value":true}]},
 {"spanID":"a","operationName":"POST /interactions","startTime":1000000,"duration":1500,"processID":"p1","references":[{"spanID":"gone"}],"tags":[]},
 {"spanID":"b","operationName":"RenderChart","startTime":1000500,"duration":900,"processID":"p2","references":[{"spanID":"a"}],"tags":[]}]}]}`

func serve(t *testing.T, status int, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestPrint(t *testing.T) {
	spans, err := Fetch(t.Context(), serve(t, http.StatusOK, jaegers), id)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Print(&out, spans); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/tree.txt")
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("tree:\n%swant:\n%s", out.String(), want)
	}
}

func TestFetchFaults(t *testing.T) {
	for name, c := range map[string]struct {
		base, id string
		want     error
	}{
		"no id":       {serve(t, http.StatusOK, jaegers), "", ErrNoID},
		"odd id":      {serve(t, http.StatusOK, jaegers), "../../etc", ErrNoID},
		"unknown":     {serve(t, http.StatusNotFound, `{}`), id, ErrNotFound},
		"empty":       {serve(t, http.StatusOK, `{"data":[]}`), id, ErrNotFound},
		"Jaeger away": {"http://127.0.0.1:1", id, ErrAway},
	} {
		if _, err := Fetch(t.Context(), c.base, c.id); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
