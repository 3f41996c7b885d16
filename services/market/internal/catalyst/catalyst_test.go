package catalyst

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func load(t *testing.T) *sample.Provider {
	t.Helper()
	p, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// flat are sessions without news.
func flat(count int) []bar.Bar {
	bars := make([]bar.Bar, count)
	for i := range bars {
		bars[i] = bar.Bar{
			Time: time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC), Open: 100, High: 101, Low: 99, Close: 100, Volume: 1000,
		}
	}
	return bars
}

func TestComputed(t *testing.T) {
	last := yearBars + quietBars + 1
	for name, c := range map[string]struct {
		change func(bars []bar.Bar)
		want   []provider.Kind
	}{
		"nothing":      {func([]bar.Bar) {}, nil},
		"a gap up":     {func(bars []bar.Bar) { bars[last].Open, bars[last].High = 103, 103 }, []provider.Kind{provider.Gap, provider.YearHigh}},
		"a gap down":   {func(bars []bar.Bar) { bars[last].Open, bars[last].Low = 97, 97 }, []provider.Kind{provider.Gap, provider.YearLow}},
		"a small gap":  {func(bars []bar.Bar) { bars[last-1].Close, bars[last].Open = 99, 101 }, nil},
		"volume":       {func(bars []bar.Bar) { bars[last].Volume = 2000 }, []provider.Kind{provider.UnusualVolume}},
		"no volumes":   {func(bars []bar.Bar) { bars[last].Volume, bars[last-3].Volume = 2000, 0 }, nil},
		"a high again": {func(bars []bar.Bar) { bars[last-20].High, bars[last].High = 102, 103 }, nil},
		"a late high":  {func(bars []bar.Bar) { bars[last-21].High, bars[last].High = 102, 103 }, []provider.Kind{provider.YearHigh}},
	} {
		bars := flat(last + 1)
		c.change(bars)
		var got []provider.Kind
		for _, found := range Computed(provider.Series{Bars: bars, SpanStart: last}) {
			got = append(got, found.Kind)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestList(t *testing.T) {
	p := load(t)
	list, err := NewDesk(p, p).List(t.Context(), "AAPL", nil, 100)
	if err != nil {
		t.Fatal(err)
	}
	newest := list.Catalysts[0]
	if newest.Headline != "Ex-dividend: 0.73 USD a share" || newest.Time.Format(time.DateOnly) != "2018-05-11" {
		t.Errorf("newest is %q on %s", newest.Headline, newest.Time)
	}
	counts := map[provider.Kind]int{}
	for i, c := range list.Catalysts {
		counts[c.Kind]++
		if i > 0 && c.Time.After(list.Catalysts[i-1].Time) {
			t.Errorf("%q is out of order", c.Headline)
		}
		if c.Provenance.Provider != "sample data" || c.Provenance.Source == "" || c.Provenance.AsOf.IsZero() {
			t.Errorf("%q comes from %+v", c.Headline, c.Provenance)
		}
	}
	if counts[provider.Dividend] != 20 || counts[provider.Split] != 1 || counts[provider.Gap] == 0 || counts[provider.YearHigh] == 0 {
		t.Errorf("counts %v", counts)
	}
}

func TestListOfOneKind(t *testing.T) {
	p := load(t)
	list, err := NewDesk(p, p, p).List(t.Context(), "MSFT", []provider.Kind{provider.Dividend}, 100)
	if err != nil || len(list.Catalysts) != 5 {
		t.Errorf("%d dividends from two equal sources, %v", len(list.Catalysts), err)
	}
	none, err := NewDesk(p, p).List(t.Context(), "NVDA", nil, 5)
	if err != nil || len(none.Catalysts) != 0 || len(none.Missing) != 0 {
		t.Errorf("of what nothing is known: %+v, %v", none, err)
	}
}

// away is a source that cannot be reached.
type away struct{ provider.Provider }

func (away) Name() string { return "away" }

func (away) Catalysts(context.Context, symbol.Symbol) ([]provider.Catalyst, error) {
	return nil, errors.New("refused")
}

func TestMissingSources(t *testing.T) {
	p := load(t)
	list, err := NewDesk(p, p, away{}).List(t.Context(), "AAPL", nil, 5)
	if err != nil || len(list.Catalysts) != 5 || !slices.Equal(list.Missing, []string{"away"}) {
		t.Errorf("%+v, %v", list, err)
	}
	desk := Desk{sources: []provider.CatalystSource{away{}}}
	if _, err := desk.List(t.Context(), "AAPL", nil, 5); err == nil {
		t.Error("a list although every source is away")
	}
}

// slow is a source that never answers by itself.
type slow struct{ away }

func (slow) Catalysts(ctx context.Context, _ symbol.Symbol) ([]provider.Catalyst, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestSlowSourceLeavesTime(t *testing.T) {
	p := load(t)
	synctest.Test(t, func(t *testing.T) {
		for limit, want := range map[time.Duration]time.Duration{time.Second: 750 * time.Millisecond, time.Hour: listLimit} {
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			start := time.Now()
			list, err := NewDesk(p, p, slow{}).List(ctx, "AAPL", nil, 5)
			if err != nil || len(list.Catalysts) != 5 || len(list.Missing) != 1 || time.Since(start) != want {
				t.Errorf("%+v after %s, %v", list, time.Since(start), err)
			}
			cancel()
		}
	})
}
