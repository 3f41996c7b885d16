package allowance

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

var today = time.Date(2018, 5, 11, 12, 0, 0, 0, time.UTC)

func TestTakeAndSettle(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := NewStore(databasetest.Open(t, url, "command", schema.Migrations), Config{User: 100, Total: 150})
		take := func(id user.ID, day time.Time, tokens int64, want error) {
			t.Helper()
			if err := s.Take(t.Context(), id, day, tokens); !errors.Is(err, want) {
				t.Errorf("%s takes %d: %v, want %v", id, tokens, err, want)
			}
		}
		take("ann", today, 101, ErrUser)
		take("ann", today, 80, nil)
		take("ann", today, 21, ErrUser)
		if err := s.Settle(t.Context(), "ann", today, 80, llm.Usage{Input: 60, Output: 10}); err != nil {
			t.Fatal(err)
		}
		take("ann", today, 30, nil)
		take("bob", today, 51, ErrTotal)
		take("bob", today, 50, nil)
		take("bob", today.AddDate(0, 0, 1), 100, nil)
	})
}

// TestTakersAtOnce never take more than there is.
func TestTakersAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url, "command", schema.Migrations)
		s := NewStore(db, Config{User: 20, Total: 50})
		var got atomic.Int64
		var group sync.WaitGroup
		for i := range 12 {
			group.Go(func() {
				if err := s.Take(t.Context(), user.ID(fmt.Sprint("user", i)), today, 10); err == nil {
					got.Add(10)
				} else if !errors.Is(err, ErrTotal) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if got.Load() != 50 {
			t.Errorf("%d taken of 50", got.Load())
		}
	})
}
