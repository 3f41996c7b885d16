package admission

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

func (s signer) hex() string { return hex.EncodeToString(s.keys()[0]) }

func TestParseRing(t *testing.T) {
	a, b := newSigner(t, 1).hex(), newSigner(t, 2).hex()
	for name, c := range map[string]struct {
		text string
		keys int
		says string
	}{
		"one":              {"7 " + a, 1, ""},
		"tabs and comment": {"# ours\n\n7\t" + a + ", " + b + "\r\n8  " + a + "\n", 3, ""},
		"empty":            {"\n# nothing\n", 0, "no keys"},
		"no id":            {a, 0, "line 1: begin with the application id"},
		"no key":           {"7", 0, "line 1: no public key"},
		"twice":            {"7 " + a + "\n7 " + b, 0, "line 2: application 7"},
		"too many":         {manyLines(maxRing+1, a), 0, "at most 32"},
	} {
		ring, err := ParseRing(c.text)
		if c.says == "" && (err != nil || len(ring.keys) != c.keys) {
			t.Errorf("%s: %v", name, err)
		}
		if c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

func manyLines(n int, key string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d %s\n", i+1, key)
	}
	return b.String()
}

func TestEveryKeyOfTheRing(t *testing.T) {
	old, next, other := newSigner(t, 1), newSigner(t, 2), newSigner(t, 3)
	ring, err := ParseRing("7 " + old.hex() + "," + next.hex() + "\n8 " + other.hex())
	if err != nil {
		t.Fatal(err)
	}
	for application, signers := range map[string][]signer{"7": {old, next}, "8": {other}} {
		for _, s := range signers {
			claim, _ := readHeaders(s.headers(time.Now(), []byte("{}")))
			v := judge(ring, claim, []byte("{}"), time.Now(), time.Minute)
			if v.why != admitted || v.key.application.String() != application || v.key.name != s.hex()[:8] {
				t.Errorf("%s: %+v", application, v)
			}
		}
	}
}

func TestZeroRingVerifiesNothing(t *testing.T) {
	claim, _ := readHeaders(newSigner(t, 1).headers(time.Now(), []byte("{}")))
	if v := judge(&Ring{}, claim, []byte("{}"), time.Now(), 0); v.why != badSignature {
		t.Errorf("no keys: %q", v.why)
	}
}

// TestRotationDropsNoRequest rewrites the key file under load: to both keys,
// then to the new one. The new key is used as soon as the file has it.
func TestRotationDropsNoRequest(t *testing.T) {
	old, next := newSigner(t, 1), newSigner(t, 2)
	path := filepath.Join(t.TempDir(), "keys")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("7 " + old.hex())
	file, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	swallowed := make(chan os.Signal, 1) // until Watch is there to take it
	signal.Notify(swallowed, syscall.SIGHUP)
	defer signal.Stop(swallowed)
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	running.Go(func() { _ = file.Watch(ctx) })
	gate, err := NewGate(file.Ring, time.Minute, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	if err != nil {
		t.Fatal(err)
	}
	var signing atomic.Pointer[signer]
	signing.Store(&old)
	send := func() int {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{}"))
		request.Header = signing.Load().headers(time.Now(), []byte("{}"))
		reply := httptest.NewRecorder()
		gate.ServeHTTP(reply, request)
		return reply.Code
	}
	stop := make(chan struct{})
	for range 4 {
		running.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if code := send(); code != http.StatusOK {
					t.Errorf("status %d", code)
				}
			}
		})
	}
	write("7 " + old.hex() + "," + next.hex())
	awaitKeys(t, file, 2)
	signing.Store(&next)
	time.Sleep(20 * time.Millisecond) // requests signed with the old key end
	write("7 " + next.hex())
	awaitKeys(t, file, 1)
	write("garbage")
	_ = syscall.Kill(os.Getpid(), syscall.SIGHUP)
	time.Sleep(50 * time.Millisecond)
	close(stop)
}

// awaitKeys asks for a new look at the file and waits for it.
func awaitKeys(t *testing.T, file *File, want int) {
	t.Helper()
	for range 500 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGHUP)
		if len(file.Ring().keys) == want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the ring has %d keys, want %d", len(file.Ring().keys), want)
}
