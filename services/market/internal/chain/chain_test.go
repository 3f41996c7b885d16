package chain

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// fake answers each call with err after a while.
type fake struct {
	name    string
	err     error
	after   time.Duration
	symbols []symbol.Symbol
}

func (f fake) Name() string                 { return f.name }
func (f fake) Symbols() []symbol.Symbol     { return f.symbols }
func (f fake) Health(context.Context) error { return f.err }

func (f fake) wait(ctx context.Context) error {
	select {
	case <-time.After(f.after):
		return f.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f fake) Quote(ctx context.Context, _ symbol.Symbol) (provider.Quote, error) {
	return provider.Quote{Provenance: provider.Provenance{Provider: f.name}}, f.wait(ctx)
}

func (f fake) Bars(ctx context.Context, _ symbol.Symbol, _ timeframe.Timeframe, _ int) (provider.Series, error) {
	return provider.Series{Provenance: provider.Provenance{Provider: f.name}}, f.wait(ctx)
}

func order(names ...string) Order { return func() []string { return names } }

func newChain(first, second fake) *Chain {
	return New(Orders{Quotes: order("a", "off", "b"), Intraday: order("b", "a"), Daily: order("b")},
		Link{"a", first}, Link{"b", second})
}

var errAway = errors.New("away")

func TestQuote(t *testing.T) {
	limited := &provider.LimitError{RetryAfter: time.Minute}
	for name, c := range map[string]struct {
		first, second error
		from          string
		passed        []string
		err           error
	}{
		"the first answers":  {nil, nil, "A", nil, nil},
		"the first is away":  {errAway, nil, "B", []string{"A"}, nil},
		"the first has none": {provider.ErrNoData, nil, "B", []string{"A"}, nil},
		"nobody has any":     {provider.ErrNoData, provider.ErrNoData, "", nil, provider.ErrNoData},
		"away and none":      {errAway, provider.ErrNoData, "", nil, errAway},
		"none and limited":   {provider.ErrNoData, limited, "", nil, limited},
	} {
		quote, err := newChain(fake{name: "A", err: c.first}, fake{name: "B", err: c.second}).Quote(t.Context(), "X")
		if !errors.Is(err, c.err) || quote.Provenance.Provider != c.from || !slices.Equal(quote.Provenance.PassedOver, c.passed) {
			t.Errorf("%s: %+v, %v", name, quote.Provenance, err)
		}
	}
}

func TestOrders(t *testing.T) {
	c := newChain(fake{name: "A"}, fake{name: "B", err: errAway})
	if series, err := c.Bars(t.Context(), "X", timeframe.Day, 0); err != nil || series.Provenance.Provider != "A" {
		t.Errorf("intraday: %+v, %v", series.Provenance, err)
	}
	if _, err := c.Bars(t.Context(), "X", timeframe.Year, 0); !errors.Is(err, errAway) {
		t.Errorf("daily asked one that is not in its order: %v", err)
	}
}

// TestSlowProviderLeavesTime has one that never answers.
func TestSlowProviderLeavesTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		start := time.Now()
		quote, err := newChain(fake{name: "A", after: time.Hour}, fake{name: "B", after: 500 * time.Millisecond}).Quote(ctx, "X")
		if err != nil || quote.Provenance.Provider != "B" || time.Since(start) != 1500*time.Millisecond {
			t.Errorf("%+v after %s, %v", quote.Provenance, time.Since(start), err)
		}
	})
}

func TestTogether(t *testing.T) {
	c := newChain(fake{name: "A", err: errAway, symbols: []symbol.Symbol{"X", "Y"}}, fake{name: "B", symbols: []symbol.Symbol{"X"}})
	if c.Name() != "A, B" || c.Health(t.Context()) != nil || !slices.Equal(c.Symbols(), []symbol.Symbol{"X", "Y"}) {
		t.Errorf("%s, %v, %v", c.Name(), c.Health(t.Context()), c.Symbols())
	}
	if c := newChain(fake{err: errAway}, fake{err: errAway}); c.Health(t.Context()) == nil || c.Symbols() != nil {
		t.Error("healthy although nobody is")
	}
}
