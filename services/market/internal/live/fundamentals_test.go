package live

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// reports has a year of every symbol but one, and counts calls.
type reports struct{ calls int }

func (*reports) Name() string { return "reports" }

func (r *reports) Fundamentals(_ context.Context, s symbol.Symbol) (provider.Fundamentals, error) {
	r.calls++
	if s == "NONE" {
		return provider.Fundamentals{}, provider.ErrNoData
	}
	return provider.Fundamentals{Years: []provider.FiscalYear{{Year: 2025}}, Provenance: provider.Provenance{Provider: "reports"}}, nil
}

func TestFundamentalsAreKeptForADay(t *testing.T) {
	way, err := line.New("reports", nil, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	at, source := now, &reports{}
	guarded, err := NewFundamentals(source, way, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	defer guarded.Close()
	for _, later := range []time.Duration{0, time.Hour, 23 * time.Hour} {
		at = now.Add(later)
		found, err := guarded.Fundamentals(t.Context(), "AAPL")
		if err != nil || len(found.Years) != 1 || !found.Provenance.FetchedAt.Equal(now) || found.Provenance.Stale {
			t.Errorf("after %s: %+v, %v", later, found, err)
		}
	}
	for range 2 {
		if _, err := guarded.Fundamentals(t.Context(), "NONE"); !errors.Is(err, provider.ErrNoData) {
			t.Error(err)
		}
	}
	if source.calls != 2 {
		t.Errorf("%d calls", source.calls)
	}
}
