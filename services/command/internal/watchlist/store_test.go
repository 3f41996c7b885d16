package watchlist_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/command/internal/watchlist"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

func open(t *testing.T, url string) *watchlist.Store {
	t.Helper()
	return watchlist.NewStore(databasetest.Open(t, url, "command", schema.Migrations))
}

func add(t *testing.T, s *watchlist.Store, id user.ID, names ...symbol.Symbol) {
	t.Helper()
	for _, name := range names {
		if _, err := s.Add(t.Context(), id, name, "Name of "+name.String(), 25); err != nil {
			t.Fatal(err)
		}
	}
}

func list(t *testing.T, s *watchlist.Store, id user.ID) string {
	t.Helper()
	entries, err := s.List(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Symbol.String()
	}
	return strings.Join(names, " ")
}

func TestOrderOfAdding(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		if got := list(t, s, "ann"); got != "" {
			t.Errorf("new user watches %s", got)
		}
		add(t, s, "ann", "NVDA", "AAPL", "^GSPC")
		add(t, s, "bob", "TSLA")
		if _, err := s.Remove(t.Context(), "ann", "AAPL"); err != nil {
			t.Fatal(err)
		}
		add(t, s, "ann", "AAPL")
		if ann, bob := list(t, s, "ann"), list(t, s, "bob"); ann != "NVDA ^GSPC AAPL" || bob != "TSLA" {
			t.Errorf("ann watches %s, bob %s", ann, bob)
		}
	})
}

func TestEditsMayBeRepeated(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		first, err := s.Add(t.Context(), "ann", "AAPL", "Apple Inc.", 25)
		if err != nil || !first.Added || first.Size != 1 || first.Entry.AddedAt.IsZero() {
			t.Errorf("first: %+v, %v", first, err)
		}
		again, err := s.Add(t.Context(), "ann", "AAPL", "Apple", 25)
		if err != nil || again.Added || again.Size != 1 || again.Entry != first.Entry {
			t.Errorf("again: %+v, %v", again, err)
		}
		for _, want := range []watchlist.Removal{{Removed: true}, {}} {
			if got, err := s.Remove(t.Context(), "ann", "AAPL"); err != nil || got != want {
				t.Errorf("removal %+v, %v, want %+v", got, err, want)
			}
		}
		add(t, s, "ann", "AAPL", "NVDA")
		add(t, s, "bob", "TSLA")
		for _, want := range []int{2, 0} {
			if got, err := s.Clear(t.Context(), "ann"); err != nil || got != want {
				t.Errorf("cleared %d, %v, want %d", got, err, want)
			}
		}
		if got := list(t, s, "bob"); got != "TSLA" {
			t.Errorf("bob watches %q", got)
		}
	})
}

func TestFull(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		add(t, s, "ann", "AAPL", "NVDA")
		if _, err := s.Add(t.Context(), "ann", "TSLA", "Tesla", 2); !errors.Is(err, watchlist.ErrFull) {
			t.Errorf("third of two: %v", err)
		}
		if again, err := s.Add(t.Context(), "ann", "AAPL", "Apple", 1); err != nil || again.Added || again.Size != 2 {
			t.Errorf("one of too many: %+v, %v", again, err)
		}
		if got := list(t, s, "ann"); got != "AAPL NVDA" {
			t.Errorf("ann watches %s", got)
		}
	})
}

// TestConcurrentEditsLoseNone has one user edit from many places at once, on
// two replicas.
func TestConcurrentEditsLoseNone(t *testing.T) {
	const edits = 20
	databasetest.Each(t, func(t *testing.T, url string) {
		replicas := []*watchlist.Store{open(t, url), open(t, url)}
		for i := range edits {
			add(t, replicas[0], "ann", symbol.Symbol(fmt.Sprint("OLD", i)))
		}
		var want []string
		var group sync.WaitGroup
		for i := range edits {
			old, fresh := symbol.Symbol(fmt.Sprint("OLD", i)), symbol.Symbol(fmt.Sprint("NEW", i))
			want = append(want, fresh.String())
			group.Go(func() {
				if _, err := replicas[i%2].Add(t.Context(), "ann", fresh, "New", 2*edits); err != nil {
					t.Error(err)
				}
				if removal, err := replicas[(i+1)%2].Remove(t.Context(), "ann", old); err != nil || !removal.Removed {
					t.Errorf("removal %+v, %v", removal, err)
				}
			})
		}
		group.Wait()
		got := strings.Fields(list(t, replicas[1], "ann"))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("ann watches %v", got)
		}
	})
}

// TestConcurrentAddsKeepTheLimit has more symbols added at once than fit.
func TestConcurrentAddsKeepTheLimit(t *testing.T) {
	const limit, tries = 5, 20
	databasetest.Each(t, func(t *testing.T, url string) {
		replicas := []*watchlist.Store{open(t, url), open(t, url)}
		var group sync.WaitGroup
		for i := range tries {
			group.Go(func() {
				_, err := replicas[i%2].Add(t.Context(), "ann", symbol.Symbol(fmt.Sprint("S", i)), "Some", limit)
				if err != nil && !errors.Is(err, watchlist.ErrFull) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if got := strings.Fields(list(t, replicas[0], "ann")); len(got) != limit {
			t.Errorf("%d symbols: %v", len(got), got)
		}
	})
}
