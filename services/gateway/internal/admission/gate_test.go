package admission

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// signer signs with a throw-away key, so that verification is never off.
type signer struct{ key ed25519.PrivateKey }

func newSigner(t testing.TB, seed byte) signer {
	t.Helper()
	return signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))}
}

func (s signer) keys() Keys {
	public, _ := s.key.Public().(ed25519.PublicKey)
	return Keys{public}
}

// ring is that of application 7.
func (s signer) ring() *Ring { return NewRing("7", s.keys()) }

func (s signer) gate(t testing.TB, window time.Duration, next http.Handler) *Gate {
	t.Helper()
	gate, err := NewGate(s.ring, window, next)
	if err != nil {
		t.Fatal(err)
	}
	return gate
}

func (s signer) headers(at time.Time, body []byte) http.Header {
	return s.signed(strconv.FormatInt(at.Unix(), 10), body)
}

func (s signer) signed(timestamp string, body []byte) http.Header {
	return http.Header{
		SignatureHeader: {hex.EncodeToString(ed25519.Sign(s.key, append([]byte(timestamp), body...)))},
		TimestampHeader: {timestamp},
	}
}

// flipped is the same with one bit changed.
func flipped(data []byte) []byte {
	changed := slices.Clone(data)
	changed[len(changed)/2] ^= 1
	return changed
}

// echo answers with the body it got and counts calls.
type echo struct{ calls int }

func (e *echo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.calls++
	if mark, ok := From(r.Context()); !ok || mark.ApplicationID != "7" {
		http.Error(w, "not marked as admitted", http.StatusInternalServerError)
		return
	}
	_, _ = io.Copy(w, r.Body)
}

func TestGate(t *testing.T) {
	s, other, now := newSigner(t, 1), newSigner(t, 2), time.Now()
	body := []byte(`{"type":1,"note":"é😀"}`)
	good := func(http.Header) {}
	set := func(name, value string) func(http.Header) { return func(h http.Header) { h.Set(name, value) } }
	signature, timestamp := s.headers(now, body).Get(SignatureHeader), s.headers(now, body).Get(TimestampHeader)
	raw, _ := hex.DecodeString(signature)
	for name, c := range map[string]struct {
		headers http.Header
		change  func(http.Header)
		body    []byte
		status  int
	}{
		"sound":                {s.headers(now, body), good, body, 200},
		"upper-case hex":       {s.headers(now, body), set(SignatureHeader, strings.ToUpper(signature)), body, 200},
		"no headers":           {http.Header{}, good, body, 401},
		"no timestamp":         {s.headers(now, body), set(TimestampHeader, ""), body, 401},
		"odd hex":              {s.headers(now, body), set(SignatureHeader, signature[1:]), body, 401},
		"short":                {s.headers(now, body), set(SignatureHeader, signature[2:]), body, 401},
		"long":                 {s.headers(now, body), set(SignatureHeader, signature+"00"), body, 401},
		"no hex":               {s.headers(now, body), set(SignatureHeader, strings.Repeat("zz", 64)), body, 401},
		"other key":            {other.headers(now, body), good, body, 401},
		"other timestamp":      {s.headers(now, body), set(TimestampHeader, "1"), body, 401},
		"body changed":         {s.headers(now, body), good, append([]byte(" "), body...), 401},
		"body cut":             {s.headers(now, body), good, body[:len(body)-1], 401},
		"too old":              {s.headers(now.Add(-301*time.Second), body), good, body, 401},
		"too new":              {s.headers(now.Add(301*time.Second), body), good, body, 401},
		"just in time":         {s.headers(now.Add(-295*time.Second), body), good, body, 200},
		"1 MiB of body":        {http.Header{}, good, bytes.Repeat([]byte{'x'}, maxBody), 401},
		"unsigned 2 MiB":       {http.Header{}, good, make([]byte, 2*maxBody), 401},
		"more than 1 MiB body": {s.headers(now, body), good, make([]byte, maxBody+1), 413},
		"timestamp in words":   {s.signed("yesterday", body), good, body, 401},
		"timestamp with space": {s.signed(" "+timestamp, body), good, body, 401},
		"timestamp in ms":      {s.signed(timestamp+"000", body), good, body, 401},
		"with a BOM":           {s.headers(now, body), good, append([]byte("\ufeff"), body...), 401},
		"with CRLF":            {s.headers(now, body), good, append(slices.Clone(body), '\r', '\n'), 401},
		"bit of body":          {s.headers(now, body), good, flipped(body), 401},
		"bit of signature":     {s.headers(now, body), set(SignatureHeader, hex.EncodeToString(flipped(raw))), body, 401},
	} {
		t.Run(name, func(t *testing.T) {
			next := &echo{}
			gate := s.gate(t, 300*time.Second, next)
			c.change(c.headers)
			request := httptest.NewRequest(http.MethodPost, "/interactions", bytes.NewReader(c.body))
			request.Header = c.headers
			reply := httptest.NewRecorder()
			gate.ServeHTTP(reply, request)
			if reply.Code != c.status {
				t.Fatalf("status %d, want %d", reply.Code, c.status)
			}
			switch {
			case c.status == 200 && !bytes.Equal(reply.Body.Bytes(), c.body):
				t.Errorf("the handler saw %q", reply.Body)
			case c.status == 401 && reply.Body.String() != unauthorized:
				t.Errorf("401 says %q", reply.Body)
			case c.status != 200 && next.calls != 0:
				t.Error("the handler was called")
			}
		})
	}
}

// TestGateLyingLength sends less than it promises, and far more.
func TestGateLyingLength(t *testing.T) {
	s := newSigner(t, 1)
	server := httptest.NewServer(s.gate(t, 0, &echo{}))
	defer server.Close()
	for name, length := range map[string]string{"more than sent": "10", "absurd": "9223372036854775807"} {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		h := s.headers(time.Now(), []byte("{}"))
		_, _ = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s: %s\r\n%s: %s\r\nContent-Length: %s\r\n\r\n{}",
			SignatureHeader, h.Get(SignatureHeader), TimestampHeader, h.Get(TimestampHeader), length)
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.CloseWrite()
		}
		reply, _ := io.ReadAll(conn)
		conn.Close()
		if text := string(reply); text != "" && !strings.Contains(text, " 401 ") && !strings.Contains(text, " 413 ") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestParseKeys(t *testing.T) {
	key := hex.EncodeToString(newSigner(t, 1).keys()[0])
	for text, want := range map[string]int{
		key: 1, " " + key + " , " + key: 2, strings.ToUpper(key): 1,
		"": 0, ",": 0, key[2:]: 0, key + "00": 0, "MTA.bot.token": 0, key + "," + key + "," + key: 0,
	} {
		keys, err := ParseKeys(text)
		if len(keys) != want || (err == nil) != (want > 0) {
			t.Errorf("ParseKeys(%q): %d keys, %v", text, len(keys), err)
		}
		if err != nil && len(text) > 3 && strings.Contains(err.Error(), text) {
			t.Errorf("the error repeats what may be a secret: %v", err)
		}
	}
}
