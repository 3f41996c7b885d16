package admission

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// slowBody never ends and counts what was read of it.
type slowBody struct{ read int }

func (b *slowBody) Read(p []byte) (int, error) {
	b.read += len(p)
	return len(p), nil
}

// TestUnsignedBodyIsNotRead offers a quarter of a gigabyte without a signature.
func TestUnsignedBodyIsNotRead(t *testing.T) {
	s, body := newSigner(t, 1), &slowBody{}
	request := httptest.NewRequest(http.MethodPost, "/", io.LimitReader(body, 256<<20))
	reply := httptest.NewRecorder()
	s.gate(t, 0, &echo{}).ServeHTTP(reply, request)
	if reply.Code != http.StatusUnauthorized || body.read != 0 {
		t.Errorf("status %d after %d bytes", reply.Code, body.read)
	}
}

// TestBodyThatDoesNotEnd has a signature in form, so that the body is read.
func TestBodyThatDoesNotEnd(t *testing.T) {
	s, body := newSigner(t, 1), &slowBody{}
	request := httptest.NewRequest(http.MethodPost, "/", body)
	request.Header = s.headers(time.Now(), nil)
	reply := httptest.NewRecorder()
	s.gate(t, 0, &echo{}).ServeHTTP(reply, request)
	if reply.Code != http.StatusRequestEntityTooLarge || body.read > 4*maxBody {
		t.Errorf("status %d after %d bytes", reply.Code, body.read)
	}
}

// TestStalledBody sends headers and then nothing, and wants its answer soon.
func TestStalledBody(t *testing.T) {
	s := newSigner(t, 1)
	server := httptest.NewServer(s.gate(t, 0, &echo{}))
	defer server.Close()
	reader, writer := io.Pipe()
	defer writer.Close()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, reader)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = s.headers(time.Now(), nil)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	started := time.Now()
	response, err := client.Do(request)
	if err == nil {
		response.Body.Close()
		if response.StatusCode != http.StatusUnauthorized {
			t.Errorf("status %d", response.StatusCode)
		}
	}
	if took := time.Since(started); took > 5*readLimit {
		t.Errorf("the stalled request was held for %s", took)
	}
}

// TestContextEndsEarly wants the handler let go as soon as its client is.
func TestContextEndsEarly(t *testing.T) {
	s, body := newSigner(t, 1), []byte("{}")
	left := make(chan struct{})
	server := httptest.NewServer(s.gate(t, 0, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		close(left)
	})))
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header, request.Body, request.ContentLength = s.headers(time.Now(), body), io.NopCloser(bytes.NewReader(body)), int64(len(body))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if response, err := client.Do(request); err == nil {
		response.Body.Close()
		t.Error("answered")
	}
	select {
	case <-left:
	case <-time.After(5 * time.Second):
		t.Error("the handler is held after its client went away")
	}
}
