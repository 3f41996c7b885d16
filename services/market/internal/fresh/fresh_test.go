package fresh

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a cache of one number with a clock that is moved by hand.
type world struct {
	*Cache[string, int64]
	now   atomic.Int64 // seconds
	loads atomic.Int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	clock := func() time.Time { return time.Unix(w.now.Load(), 0) }
	cache, err := New[string, int64]("fake", "test", Life[int64]{Fresh: For[int64](10 * time.Second), Stale: 20 * time.Second}, clock)
	if err != nil {
		t.Fatal(err)
	}
	w.Cache = cache
	t.Cleanup(cache.Close)
	return w
}

func (w *world) load(context.Context) (int64, error) { return w.loads.Add(1), nil }

func TestGet(t *testing.T) {
	w := newWorld(t)
	for _, step := range []struct {
		at, value int64
		stale     bool
	}{{0, 1, false}, {9, 1, false}, {10, 1, true}, {11, 2, false}, {19, 2, false}, {41, 3, false}} {
		w.now.Store(step.at)
		kept, err := w.Get(t.Context(), "a", w.load)
		if err != nil || kept.Value != step.value || kept.Stale != step.stale {
			t.Errorf("at %d s: %+v, %v", step.at, kept, err)
		}
		w.Close() // what goes on behind has ended
	}
}

func TestOneFetchForAll(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	slow := func(ctx context.Context) (int64, error) {
		<-release
		return w.load(ctx)
	}
	var asking sync.WaitGroup
	for range 100 {
		asking.Go(func() {
			if kept, err := w.Get(t.Context(), "a", slow); err != nil || kept.Value != 1 {
				t.Errorf("%+v, %v", kept, err)
			}
		})
	}
	close(release)
	asking.Wait()
	if w.loads.Load() != 1 {
		t.Errorf("%d fetches", w.loads.Load())
	}
}

func TestImpatientCaller(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := w.Get(ctx, "a", func(ctx context.Context) (int64, error) {
		<-release
		return w.load(ctx)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("gave up with %v", err)
	}
	close(release)
	w.Close()
	if kept, err := w.Get(t.Context(), "a", w.load); err != nil || kept.Value != 1 {
		t.Errorf("the fetch was lost: %+v, %v", kept, err)
	}
}

func TestFaultsAreNotKept(t *testing.T) {
	w := newWorld(t)
	fail := func(err error) func(context.Context) (int64, error) {
		return func(context.Context) (int64, error) { return 0, err }
	}
	refused := errors.New("refused")
	if _, err := w.Get(t.Context(), "a", fail(refused)); !errors.Is(err, refused) {
		t.Error(err)
	}
	if _, err := w.Get(t.Context(), "a", fail(provider.ErrNoData)); !errors.Is(err, provider.ErrNoData) {
		t.Error(err)
	}
	if _, err := w.Get(t.Context(), "a", w.load); !errors.Is(err, provider.ErrNoData) {
		t.Errorf("asked again for what is not there: %v", err)
	}
}

func TestRenew(t *testing.T) {
	w := newWorld(t)
	for want := int64(1); want <= 2; want++ {
		if kept, err := w.Renew(t.Context(), "a", w.load); err != nil || kept.Value != want {
			t.Errorf("%+v, %v", kept, err)
		}
	}
	refused := errors.New("refused")
	if _, err := w.Renew(t.Context(), "a", func(context.Context) (int64, error) { return 0, refused }); !errors.Is(err, refused) {
		t.Error(err)
	}
	if kept, err := w.Get(t.Context(), "a", w.load); err != nil || kept.Value != 2 {
		t.Errorf("what was renewed is lost: %+v, %v", kept, err)
	}
}

func TestLives(t *testing.T) {
	at := func(text string) time.Time {
		parsed, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	bar := func(t time.Time) time.Time { return UntilBarCloses[int64](5*time.Minute)(0, t) }
	for name, c := range map[string]struct{ got, want time.Time }{
		"inside a bar":       {bar(at("2026-11-20T15:02:10Z")), at("2026-11-20T15:05:00Z")},
		"before the bell":    {bar(at("2026-11-20T13:00:00Z")), at("2026-11-20T14:35:00Z")},
		"over a weekend":     {bar(at("2026-11-20T22:00:00Z")), at("2026-11-23T14:35:00Z")},
		"over a holiday":     {bar(at("2026-11-25T22:00:00Z")), at("2026-11-27T14:35:00Z")},
		"today's close":      {UntilNextClose(at("2026-11-20T15:00:00Z")), at("2026-11-20T21:15:00Z")},
		"not settled":        {UntilNextClose(at("2026-11-20T21:10:00Z")), at("2026-11-20T21:15:00Z")},
		"Monday's close":     {UntilNextClose(at("2026-11-20T21:15:00Z")), at("2026-11-23T21:15:00Z")},
		"finished at noon":   {LastFinished(at("2026-11-20T17:00:00Z")), at("2026-11-19T00:00:00Z")},
		"finished at night":  {LastFinished(at("2026-11-21T02:00:00Z")), at("2026-11-20T00:00:00Z")},
		"of a short session": {UntilNextClose(at("2026-11-27T12:00:00Z")), at("2026-11-27T18:15:00Z")},
	} {
		if !c.got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, c.got, c.want)
		}
	}
}
