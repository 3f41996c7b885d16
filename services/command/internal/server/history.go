package server

import (
	"context"

	"golang.org/x/sync/errgroup"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// historyWarmUp is how many bars before a year of them answers look back on,
// which makes about nine years of daily ones.
const historyWarmUp = 2000

// history is what is known of one symbol's daily bars.
type history struct {
	info       *marketv1.SymbolInfo
	currency   string
	provenance *marketv1.Provenance
	bars       []bar.Bar // oldest first, never empty
}

// history asks for as many daily bars as answers look back on.
func (c *Command) history(ctx context.Context, s symbol.Symbol) (history, error) {
	return c.historyOf(ctx, s, historyWarmUp)
}

// historyOf asks for a year of daily bars and as many before it as there are, up
// to a number.
func (c *Command) historyOf(ctx context.Context, s symbol.Symbol, warmUp int32) (history, error) {
	reply, err := c.market.ListBars(ctx, &marketv1.ListBarsRequest{
		Symbol: s.String(), Timeframe: marketv1.Timeframe_TIMEFRAME_1Y, WarmUp: warmUp,
	})
	if err != nil {
		return history{}, err
	}
	return history{info: reply.GetInfo(), currency: reply.GetCurrency(), provenance: reply.GetProvenance(), bars: bars(reply)}, nil
}

func bars(reply *marketv1.ListBarsResponse) []bar.Bar {
	list := make([]bar.Bar, len(reply.GetBars()))
	for i, b := range reply.GetBars() {
		list[i] = bar.Bar{
			Time: b.GetTime().AsTime(), Open: b.GetOpen(), High: b.GetHigh(), Low: b.GetLow(), Close: b.GetClose(),
			Volume: b.GetVolume(), Synthetic: b.GetSynthetic(),
		}
	}
	return list
}

// histories asks for several at the same time.
func (c *Command) histories(ctx context.Context, symbols []symbol.Symbol) ([]history, error) {
	found := make([]history, len(symbols))
	group, ctx := errgroup.WithContext(ctx)
	for i, s := range symbols {
		group.Go(func() (err error) {
			found[i], err = c.history(ctx, s)
			return err
		})
	}
	return found, group.Wait()
}

// days are the first and the last day of the bars, as people write them.
func (h history) days() (first, last string) {
	return h.bars[0].Time.Format(dayLayout), h.bars[len(h.bars)-1].Time.Format(dayLayout)
}
