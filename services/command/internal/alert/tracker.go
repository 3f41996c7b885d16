package alert

import (
	"context"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	// round is the time between two looks at what is due.
	round = time.Minute
	// maxDue is how many outcomes one round finds out.
	maxDue = 2000
)

// Market is where outcomes are read.
type Market interface {
	// Intraday returns the quarter hours of the last days.
	Intraday(ctx context.Context, s symbol.Symbol) (Prices, error)
	// Daily returns the last days.
	Daily(ctx context.Context, s symbol.Symbol) (Prices, error)
}

// Prices are bars, oldest first, and who told them.
type Prices struct {
	Bars     []bar.Bar
	Provider string
}

// Tracker finds out what became of alerts. Several may run at once: what they
// find is the same.
type Tracker struct {
	store  *Store
	market Market
	now    func() time.Time
}

// NewTracker makes a tracker; Run makes it work.
func NewTracker(store *Store, market Market) *Tracker {
	return &Tracker{store: store, market: market, now: time.Now}
}

// Run works until ctx is done.
func (t *Tracker) Run(ctx context.Context) error {
	ticks := time.NewTicker(round)
	defer ticks.Stop()
	for {
		if err := t.Once(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "outcomes of alerts not tracked for now", "error", err)
		}
		if err := t.store.Tidy(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "alerts too old to post not taken out for now", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		case <-t.store.late:
		}
	}
}

// Once finds out what can be found out now. Symbols the market does not answer
// for are tried again in the next round.
func (t *Tracker) Once(ctx context.Context) error {
	now := t.now()
	list, err := t.store.Due(ctx, now, maxDue)
	if err != nil {
		return err
	}
	type source struct {
		s     symbol.Symbol
		daily bool
	}
	known := map[source]Prices{}
	for _, due := range list {
		from := source{due.Symbol, due.Horizon >= 24*time.Hour}
		if _, ok := known[from]; !ok {
			known[from] = t.read(ctx, from.s, from.daily)
		}
		found := find(known[from], due.At, from.daily)
		if found == nil && now.Sub(due.At) < Patience {
			continue
		}
		if err := t.store.Settle(ctx, due, found); err != nil {
			return err
		}
	}
	return nil
}

// read returns no bars when there are none now.
func (t *Tracker) read(ctx context.Context, s symbol.Symbol, daily bool) Prices {
	load := t.market.Intraday
	if daily {
		load = t.market.Daily
	}
	prices, err := load(ctx, s)
	if err != nil {
		return Prices{} // the trace has it, and the next round comes
	}
	return prices
}

// find is the first observed price at or after a moment: the open of a quarter
// hour, or the close of a day. Nothing is found when bars begin after it, since
// an earlier one may be missing, or when it comes too late.
func find(prices Prices, due time.Time, daily bool) *Found {
	for i, b := range prices.Bars {
		found := Found{b.Open, b.Time, prices.Provider}
		if daily {
			found = Found{b.Close, calendar.Close(b.Time), prices.Provider}
		}
		if found.At.Before(due) {
			continue
		}
		if i == 0 || b.Synthetic || found.At.Sub(due) > Patience {
			return nil
		}
		return &found
	}
	return nil
}
