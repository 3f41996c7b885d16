// Package alpaca is the feed of alpaca.markets: bars, snapshots, news and
// corporate actions.
package alpaca

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/alpacahq/alpaca-trade-api-go/v3/marketdata"

	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
	"github.com/catalyst-bot/mesh/services/market/internal/remote"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Name of the provider.
const Name = "Alpaca"

// callLimit bounds one call; long histories take several requests.
const callLimit = 6 * time.Second

// delay is how old the numbers of all exchanges are on the free plan.
const delay = 16 * time.Minute

// Quota is that of the free plan.
func Quota() []quota.Window { return []quota.Window{{Length: time.Minute, Most: 200}} }

// Key is what Alpaca calls a key: two words.
type Key struct{ ID, Secret string }

// Feed is the market data API of Alpaca.
type Feed struct {
	address string
	key     Key
	base    http.RoundTripper
	clock   func() time.Time
}

var _ live.Feed = (*Feed)(nil)

// New makes a feed of the API at the address with a key.
func New(address string, key Key, clock func() time.Time) *Feed {
	return &Feed{address: address, key: key, base: remote.Transport(), clock: clock}
}

// Name of the provider.
func (f *Feed) Name() string { return Name }

// Sources names what the free plan includes: all exchanges some time ago, and
// one of them in real time.
func (f *Feed) Sources() live.Sources {
	return live.Sources{
		Daily:    provider.Provenance{Source: "bars, SIP", Timeliness: provider.EndOfDay},
		Intraday: provider.Provenance{Source: "bars, IEX", Timeliness: provider.RealTime, Venue: "IEX"},
		Latest:   provider.Provenance{Source: "snapshot, IEX", Timeliness: provider.RealTime, Venue: "IEX"},
	}
}

// Daily answers bars that are adjusted for splits.
func (f *Feed) Daily(ctx context.Context, s symbol.Symbol, from time.Time) (live.Days, error) {
	bars, err := f.bars(ctx, s, marketdata.GetBarsRequest{
		TimeFrame: marketdata.OneDay, Start: from, End: f.clock().Add(-delay), Feed: marketdata.SIP,
	})
	for i := range bars {
		// They begin at midnight in New York.
		bars[i].Time = calendar.Date(bars[i].Time.In(calendar.Zone()))
	}
	return live.Days{Bars: bars}, err
}

// Intraday answers bars of all sessions; the regular ones are picked later.
func (f *Feed) Intraday(ctx context.Context, s symbol.Symbol, interval timeframe.Interval, from time.Time) ([]bar.Bar, error) {
	bars, err := f.bars(ctx, s, marketdata.GetBarsRequest{
		TimeFrame: marketdata.NewTimeFrame(int(interval.Step().Minutes()), marketdata.Min), Start: from, Feed: marketdata.IEX,
	})
	return regular(bars), err
}

func (f *Feed) bars(ctx context.Context, s symbol.Symbol, request marketdata.GetBarsRequest) ([]bar.Bar, error) {
	request.Adjustment = marketdata.AdjustmentSplit
	rows, err := call(ctx, f, s, func(client *marketdata.Client) ([]marketdata.Bar, error) {
		return client.GetBars(spell(s), request)
	})
	bars := make([]bar.Bar, len(rows))
	for i, row := range rows {
		bars[i] = barOf(row)
	}
	return bars, err
}

// Latest answers a snapshot.
func (f *Feed) Latest(ctx context.Context, s symbol.Symbol) (live.Tick, error) {
	snapshot, err := call(ctx, f, s, func(client *marketdata.Client) (*marketdata.Snapshot, error) {
		return client.GetSnapshot(spell(s), marketdata.GetSnapshotRequest{Feed: marketdata.IEX})
	})
	if err != nil {
		return live.Tick{}, err
	}
	return tickOf(snapshot)
}

// call makes a client that belongs to ctx: those of the library take none.
func call[T any](ctx context.Context, f *Feed, s symbol.Symbol, ask func(*marketdata.Client) (T, error)) (T, error) {
	var none T
	if s.IsIndex() {
		return none, provider.ErrNoData
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	answer, err := ask(marketdata.NewClient(marketdata.ClientOpts{
		BaseURL: f.address, APIKey: f.key.ID, APISecret: f.key.Secret,
		HTTPClient: &http.Client{Transport: remote.Bound(ctx, f.base)},
	}))
	if err != nil {
		return none, f.fault(ctx, err)
	}
	return answer, nil
}

// fault tells an answer that cannot be read from a failed call.
func (f *Feed) fault(ctx context.Context, err error) error {
	var limit *provider.LimitError
	var network net.Error // url.Error is one as well
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, provider.ErrNoData), errors.Is(err, provider.ErrKey), errors.Is(err, provider.ErrGarbled),
		errors.As(err, &limit), errors.As(err, &network):
		return err
	default:
		return fmt.Errorf("%w: it is not the JSON that was expected", provider.ErrGarbled)
	}
}
