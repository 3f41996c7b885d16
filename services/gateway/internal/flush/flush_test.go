package flush

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAfterRunsOnceTheAnswerIsOut(t *testing.T) {
	reply := httptest.NewRecorder()
	var flushed, ran bool
	handler := Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		After(r.Context(), func() { ran, flushed = true, reply.Flushed })
		_, _ = w.Write([]byte("answer"))
		if ran {
			t.Error("ran before the answer was out")
		}
	}))
	handler.ServeHTTP(reply, httptest.NewRequest(http.MethodPost, "/", nil))
	if !ran || !flushed {
		t.Errorf("ran %v, after the flush %v", ran, flushed)
	}
}

func TestAfterWithoutARequest(t *testing.T) {
	ran := false
	After(t.Context(), func() { ran = true })
	if !ran {
		t.Error("never ran")
	}
}
