// Package catalyst gathers what may have moved a price, and computes what the
// prices themselves tell.
package catalyst

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// listLimit bounds the wait for the slowest source when the caller's deadline
// is far away. What comes later is in the cache for the next caller.
const listLimit = 2500 * time.Millisecond

// List is what was gathered.
type List struct {
	// Catalysts are newest first.
	Catalysts []provider.Catalyst
	// Missing names the sources that could not answer.
	Missing []string
}

// Desk gathers catalysts from every source at once.
type Desk struct{ sources []provider.CatalystSource }

// NewDesk makes a desk that computes catalysts from the bars of a provider and
// asks the sources. What two sources tell is taken from the one given first.
func NewDesk(bars provider.Provider, sources ...provider.CatalystSource) *Desk {
	return &Desk{sources: append(slices.Clone(sources), fromBars{bars})}
}

// List gathers up to limit catalysts of a symbol, of these kinds only unless
// there are none. It fails when no source could answer.
func (d *Desk) List(ctx context.Context, s symbol.Symbol, kinds []provider.Kind, limit int) (List, error) {
	ctx, cancel := context.WithTimeout(ctx, patience(ctx))
	defer cancel()
	found := make([][]provider.Catalyst, len(d.sources))
	faults := make([]error, len(d.sources))
	var asked sync.WaitGroup
	for i, source := range d.sources {
		asked.Go(func() { found[i], faults[i] = source.Catalysts(ctx, s) })
	}
	asked.Wait()
	var list List
	for i, err := range faults {
		if err != nil && !errors.Is(err, provider.ErrNoData) {
			list.Missing = append(list.Missing, d.sources[i].Name())
		}
	}
	if len(list.Missing) == len(d.sources) {
		return List{}, fmt.Errorf("list catalysts: %w", errors.Join(faults...))
	}
	list.Catalysts = arranged(slices.Concat(found...), kinds, limit)
	return list, nil
}

// patience leaves a quarter of the caller's time for the reply.
func patience(ctx context.Context) time.Duration {
	deadline, ok := ctx.Deadline()
	if !ok {
		return listLimit
	}
	return min(listLimit, time.Until(deadline)*3/4)
}

// arranged puts catalysts in order, each event once.
func arranged(all []provider.Catalyst, kinds []provider.Kind, limit int) []provider.Catalyst {
	seen := map[event]bool{}
	all = slices.DeleteFunc(all, func(c provider.Catalyst) bool {
		if len(kinds) > 0 && !slices.Contains(kinds, c.Kind) {
			return true
		}
		e := eventOf(c)
		double := seen[e]
		seen[e] = true
		return double
	})
	slices.SortStableFunc(all, func(a, b provider.Catalyst) int {
		return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(a.Kind, b.Kind))
	})
	return all[:min(limit, len(all))]
}

// event is what two sources tell alike about the same event.
type event struct {
	kind           provider.Kind
	time           time.Time
	headline, form string
}

func eventOf(c provider.Catalyst) event {
	if c.Kind == provider.Dividend || c.Kind == provider.Split {
		return event{kind: c.Kind, time: c.Time} // each words it differently
	}
	return event{c.Kind, c.Time, c.Headline, c.URL + c.Form}
}

// fromBars is the source of computed catalysts.
type fromBars struct{ bars provider.Provider }

// Name is that of the provider of bars.
func (f fromBars) Name() string { return f.bars.Name() }

// Catalysts computes those of the last year.
func (f fromBars) Catalysts(ctx context.Context, s symbol.Symbol) ([]provider.Catalyst, error) {
	series, err := f.bars.Bars(ctx, s, timeframe.Year, WarmUp)
	if err != nil {
		return nil, err
	}
	return Computed(series), nil
}
