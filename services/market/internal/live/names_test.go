package live

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

// finder finds the same for every query, and counts.
type finder struct {
	calls int
	err   error
}

func (f *finder) Search(context.Context, string) ([]directory.Listing, error) {
	f.calls++
	return []directory.Listing{{Symbol: "NEWCO", Name: "New Company"}}, f.err
}

func TestNames(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		ledger := quota.NewLedger(databasetest.Open(t, url, "market", quota.Migrations), clock)
		names := func(f *finder) *Names {
			n, err := NewNames(f, newLine(t), ledger, clock)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(n.Close)
			return n
		}
		f, none := &finder{}, &finder{err: provider.ErrNoData}
		n := names(f)
		for range 3 {
			if found, err := n.Search(t.Context(), "newco"); err != nil || len(found) != 1 || f.calls != 1 {
				t.Fatalf("%v after %d calls, %v", found, f.calls, err)
			}
		}
		if found, err := names(none).Search(t.Context(), "newco"); err != nil || len(found) != 0 {
			t.Errorf("nothing: %v, %v", found, err)
		}
		refused, way := &finder{err: provider.ErrKey}, newLine(t)
		r, err := NewNames(refused, way, ledger, clock)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for range 2 {
			if found, err := r.Search(t.Context(), "newco"); err != nil || len(found) != 0 || refused.calls != 1 || way.Status(t.Context()).State != line.Ready {
				t.Errorf("not in the plan: %v after %d calls, %v", found, refused.calls, err)
			}
		}
		// Another replica has the same share, of which three are used.
		other := &finder{}
		m := names(other)
		var full *provider.LimitError
		for i := range searchesPerHour {
			_, err := m.Search(t.Context(), fmt.Sprint(i))
			if i < searchesPerHour-3 && err != nil || i >= searchesPerHour-3 && (!errors.As(err, &full) || full.RetryAfter != time.Hour) {
				t.Errorf("search %d: %v", i, err)
			}
		}
		if other.calls != searchesPerHour-3 {
			t.Errorf("%d calls", other.calls)
		}
	})
}
