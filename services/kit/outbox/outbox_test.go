package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"go.opentelemetry.io/otel/trace"
	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// schema is the table as the comment of Box has it.
var schema = fstest.MapFS{"migrations/00001_outbox.sql": {Data: []byte(`-- +goose Up
CREATE TABLE outbox (box TEXT NOT NULL, name TEXT NOT NULL, trace TEXT NOT NULL, added_at BIGINT NOT NULL, due_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL, first_claim BIGINT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (box, name));
-- +goose Down
DROP TABLE outbox;
`)}}

const lease = 30 * time.Second

// bench is a box whose clock stands still.
type bench struct {
	*Box
	t  *testing.T
	at time.Time
}

func newBench(t *testing.T, db *database.DB) *bench {
	b := &bench{Box: New(db, "letters", lease), t: t, at: time.Date(2026, 3, 2, 14, 30, 0, 0, time.UTC)}
	b.now = func() time.Time { return b.at }
	return b
}

func (b *bench) add(ctx context.Context, name string, ends time.Time) {
	b.t.Helper()
	if err := b.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error { return b.Add(ctx, tx, name, ends) }); err != nil {
		b.t.Fatal(err)
	}
	b.Wake()
}

func (b *bench) claims(limit int, names ...string) []Item {
	b.t.Helper()
	items, err := b.Claim(b.t.Context(), limit)
	if err != nil || len(items) != len(names) {
		b.t.Fatalf("claimed %+v, %v; want %v", items, err, names)
	}
	for i := range items {
		if items[i].Name != names[i] || items[i].Claim == "" {
			b.t.Fatalf("claimed %+v, want %v", items, names)
		}
	}
	return items
}

func (b *bench) want(want bool, got bool, err error) {
	b.t.Helper()
	if err != nil || got != want {
		b.t.Fatalf("%v, %v; want %v", got, err, want)
	}
}

func TestHandedOutUntilSettled(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		b := newBench(t, databasetest.Open(t, url, "test", schema))
		ctx := t.Context()
		b.claims(5)
		b.add(ctx, "a", time.Time{})
		b.at = b.at.Add(time.Millisecond)
		b.add(ctx, "b", time.Time{})
		one := b.claims(1, "a")[0]
		b.claims(5, "b")
		b.claims(5)
		first := b.at
		b.at = b.at.Add(lease)
		both := b.claims(5, "a", "b")
		if again := both[0]; !again.FirstClaim.Equal(first) || again.Claim == one.Claim {
			t.Errorf("handed out again as %+v after %+v", again, one)
		}
		b.want(false, must(b.Done(ctx, "a", one.Claim)), nil)
		b.want(true, must(b.Done(ctx, "a", both[0].Claim)), nil)
		b.want(true, must(b.Again(ctx, "b", both[1].Claim, time.Minute)), nil)
		b.claims(5)
		b.at = b.at.Add(time.Minute)
		b.claims(5, "b")
		if _, err := b.Done(ctx, "b", ""); !errors.Is(err, errUnclaimed) {
			t.Errorf("without a claim: %v", err)
		}
	})
}

func must(ok bool, err error) bool { return ok && err == nil }

func TestPutInAnew(t *testing.T) {
	b := newBench(t, databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "test", schema))
	ctx := trace.ContextWithSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}}))
	b.add(ctx, "a", time.Time{})
	old := b.claims(1, "a")[0]
	if old.Trace != "00-01000000000000000000000000000000-0200000000000000-00" {
		t.Errorf("trace %q", old.Trace)
	}
	b.add(t.Context(), "a", time.Time{})
	b.want(false, must(b.Done(ctx, "a", old.Claim)), nil)
	b.claims(1, "a")
	other := newBench(t, b.db)
	other.name = "parcels"
	other.claims(1)
}

func TestEnds(t *testing.T) {
	b := newBench(t, databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "test", schema))
	b.add(t.Context(), "a", b.at.Add(time.Minute))
	b.add(t.Context(), "b", time.Time{})
	b.want(false, must(b.Expire(t.Context())), nil)
	b.at = b.at.Add(time.Minute)
	b.claims(5, "b")
	b.want(true, must(b.Expire(t.Context())), nil)
	b.want(false, must(b.Expire(t.Context())), nil)
}

func TestAwait(t *testing.T) {
	b := newBench(t, databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "test", schema))
	if item, err := b.Await(t.Context(), time.Millisecond); item != nil || err != nil {
		t.Errorf("nothing there: %+v, %v", item, err)
	}
	var waiting sync.WaitGroup
	waiting.Go(func() {
		if item, err := b.Await(t.Context(), time.Minute); err != nil || item == nil || item.Name != "a" {
			t.Errorf("%+v, %v", item, err)
		}
	})
	b.add(t.Context(), "a", time.Time{})
	waiting.Wait()
	b.Stop()
	if item, err := b.Await(t.Context(), time.Minute); item != nil || err != nil {
		t.Errorf("after the end: %+v, %v", item, err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if item, err := b.Await(gone, time.Minute); item != nil || err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("after leaving: %+v, %v", item, err)
	}
}

// TestOneEach lets many claim at once; everything is handed out to one of them.
func TestOneEach(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "test", schema)
		for i := range 20 {
			newBench(t, db).add(t.Context(), fmt.Sprintf("item %d", i), time.Time{})
		}
		var mu sync.Mutex
		seen := map[string]int{}
		var claiming sync.WaitGroup
		for range 4 {
			b := newBench(t, db)
			claiming.Go(func() {
				for {
					items, err := b.Claim(t.Context(), 2)
					if err != nil || len(items) == 0 {
						if err != nil {
							t.Error(err)
						}
						return
					}
					mu.Lock()
					for _, item := range items {
						seen[item.Name]++
					}
					mu.Unlock()
				}
			})
		}
		claiming.Wait()
		for name, times := range seen {
			if times != 1 {
				t.Errorf("%s was handed out %d times", name, times)
			}
		}
		if len(seen) != 20 {
			t.Errorf("%d were handed out", len(seen))
		}
	})
}
