package line

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// window is that of EDGAR, which allows 10 requests in any second.
var window = quota.Window{Length: time.Second, Most: 5}

func paced(t *testing.T, ledger Ledger, clock func() time.Time) *Line {
	t.Helper()
	l, err := NewPaced("test", window, ledger, clock)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestPaceOfAllReplicas lets three replicas, one of whose clocks is ahead, ask
// as fast as they may. Each by itself would make as many requests as all three.
func TestPaceOfAllReplicas(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		var requests atomic.Int64
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		var replicas sync.WaitGroup
		for _, ahead := range []time.Duration{0, 0, 50 * time.Millisecond} {
			clock := func() time.Time { return time.Now().Add(ahead) }
			l := paced(t, quota.NewLedger(databasetest.Open(t, url, "market", quota.Migrations), clock), clock)
			replicas.Go(func() {
				for l.Wait(ctx) == nil {
					requests.Add(1)
				}
			})
		}
		replicas.Wait()
		const touched = 5 // windows within 3 seconds of clocks so far apart
		if made := int(requests.Load()); made < window.Most || made > touched*window.Most {
			t.Errorf("%d requests in 3 seconds", made)
		}
	})
}

func TestPaceBeforeTheDeadline(t *testing.T) {
	full := &ledger{err: &provider.LimitError{RetryAfter: time.Hour}}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var limit *provider.LimitError
		if err := paced(t, full, time.Now).Wait(ctx); !errors.As(err, &limit) || limit.RetryAfter != window.Length {
			t.Errorf("a full window: %v", err)
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := paced(t, full, time.Now).Wait(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("the caller is gone: %v", err)
		}
	})
}

func TestPaceWithoutALedger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, start := paced(t, &ledger{err: errAway}, time.Now), time.Now()
		for range 1 + window.Most {
			if err := l.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != window.Length {
			t.Errorf("%d requests within %s", 1+window.Most, took)
		}
	})
}

// TestPacedStatus tells of the window without calling it a limit: it is waited
// for.
func TestPacedStatus(t *testing.T) {
	l := paced(t, &ledger{used: window.Most}, time.Now)
	if made, err := ask(l, nil); !made || err != nil {
		t.Errorf("made %v, %v", made, err)
	}
	if status := l.Status(t.Context()); status.State != Ready || len(status.Uses) != 1 || status.Uses[0].Left() != 0 {
		t.Errorf("%+v", status)
	}
}
