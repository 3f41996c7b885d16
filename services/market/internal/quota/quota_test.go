package quota

import (
	"errors"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

func TestTake(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		now := time.Date(2026, 11, 20, 15, 0, 50, 0, time.UTC)
		ledger := NewLedger(databasetest.Open(t, url, "market", Migrations), func() time.Time { return now })
		windows := []Window{{time.Minute, 2}, {24 * time.Hour, 3}}
		take := func(name string, wait time.Duration) {
			t.Helper()
			err := ledger.Take(t.Context(), name, windows)
			var full *provider.LimitError
			if wait == 0 && err != nil || wait > 0 && (!errors.As(err, &full) || full.RetryAfter != wait) {
				t.Errorf("%s at %s: %v, want a wait of %s", name, now.Format(time.TimeOnly), err, wait)
			}
		}
		take("a", 0)
		take("a", 0)
		take("a", 10*time.Second) // the minute is full, and the day is not charged
		take("b", 0)
		now = now.Add(10 * time.Second)
		take("a", 0)
		take("a", 8*time.Hour+59*time.Minute) // the day is full
		uses, err := ledger.Used(t.Context(), "a", windows)
		if err != nil || len(uses) != 2 || uses[0].Left() != 1 || uses[1].Left() != 0 ||
			!uses[0].Resets.Equal(now.Add(time.Minute)) || !uses[1].Resets.Equal(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("used %+v, %v", uses, err)
		}
		now = now.Add(9 * time.Hour)
		if uses, err := ledger.Used(t.Context(), "a", windows); err != nil || uses[0].Used != 0 || uses[1].Used != 0 {
			t.Errorf("a new day begins with %+v, %v", uses, err)
		}
		take("a", 0)
	})
}

// TestClocksApart lets two replicas take turns around the end of a minute.
func TestClocksApart(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		now := time.Date(2026, 11, 20, 15, 0, 59, 0, time.UTC)
		windows := []Window{{time.Minute, 2}}
		db := databasetest.Open(t, url, "market", Migrations)
		right := NewLedger(db, func() time.Time { return now })
		ahead := NewLedger(db, func() time.Time { return now.Add(2 * time.Second) })
		for i, ledger := range []*Ledger{ahead, right, ahead, right} {
			err := ledger.Take(t.Context(), "a", windows)
			var full *provider.LimitError
			if (i >= 2) != errors.As(err, &full) || i < 2 && err != nil {
				t.Errorf("call %d: %v", i+1, err)
			}
		}
		if uses, err := right.Used(t.Context(), "a", windows); err != nil || uses[0].Left() != 0 {
			t.Errorf("used %+v, %v", uses, err)
		}
		now = now.Add(-time.Hour) // a clock that was far ahead is put right
		if err := right.Take(t.Context(), "a", windows); err != nil {
			t.Error(err)
		}
	})
}

// TestRestart opens the same database again.
func TestRestart(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		windows := []Window{{24 * time.Hour, 1}}
		clock := func() time.Time { return time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC) }
		db, err := database.Open(t.Context(), url, "market", Migrations)
		if err != nil {
			t.Fatal(err)
		}
		if err := NewLedger(db, clock).Take(t.Context(), "a", windows); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		var full *provider.LimitError
		again := NewLedger(databasetest.Open(t, url, "market", Migrations), clock)
		if err := again.Take(t.Context(), "a", windows); !errors.As(err, &full) {
			t.Errorf("the quota was forgotten: %v", err)
		}
	})
}
