package doctor

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestEcho(t *testing.T) {
	for name, c := range map[string]struct {
		body   []byte
		status int
	}{
		"specimen":  {specimen, 200},
		"empty":     {nil, 200},
		"no text":   {[]byte{0, 255, 10}, 200},
		"just fits": {bytes.Repeat([]byte{'x'}, maxEcho), 200},
		"too large": {bytes.Repeat([]byte{'x'}, maxEcho+1), 413},
	} {
		t.Run(name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodPost, EchoPath, bytes.NewReader(c.body))
			request.Header.Set("X-Signature-Ed25519", "ab")
			request.Header.Set("X-Signature-Timestamp", "12")
			reply := httptest.NewRecorder()
			EchoHandler().ServeHTTP(reply, request)
			if reply.Code != c.status {
				t.Fatalf("status %d, want %d", reply.Code, c.status)
			}
			if c.status != 200 {
				return
			}
			var echo Echo
			if err := json.Unmarshal(reply.Body.Bytes(), &echo); err != nil {
				t.Fatal(err)
			}
			if echo.SHA256 != sum(c.body) || echo.Bytes != len(c.body) || echo.Signature != "ab" || echo.Timestamp != "12" ||
				time.Since(echo.Time) > time.Minute {
				t.Errorf("echo %+v", echo)
			}
		})
	}
}

func TestAhead(t *testing.T) {
	sent := time.Date(2026, 1, 5, 12, 0, 0, 500_000_000, time.UTC)
	received := sent.Add(200 * time.Millisecond)
	for name, c := range map[string]struct {
		at   time.Time
		step time.Duration
		want time.Duration
	}{
		"within":           {sent.Add(100 * time.Millisecond), 0, 0},
		"cut to a second":  {sent.Add(-500 * time.Millisecond), time.Second, 0},
		"ahead":            {received.Add(7 * time.Second), 0, 7 * time.Second},
		"behind":           {sent.Add(-7 * time.Second), 0, -7 * time.Second},
		"behind by a step": {sent.Add(-7 * time.Second), time.Second, -6 * time.Second},
	} {
		if got := ahead(c.at, sent, received, c.step); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
