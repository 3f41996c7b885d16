// Package tiingo is the feed of tiingo.com: daily prices as traded with splits
// and dividends, and trades of the IEX exchange within the day.
package tiingo

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
	"github.com/catalyst-bot/mesh/services/market/internal/remote"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Name of the provider.
const Name = "Tiingo"

// eventYears is how far back dividends and splits are told.
const eventYears = 2

// Quota is that of the free plan.
func Quota() []quota.Window {
	return []quota.Window{{Length: time.Hour, Most: 50}, {Length: 24 * time.Hour, Most: 1000}}
}

// Feed is the API of Tiingo.
type Feed struct {
	client *remote.Client
	// search is for what people typed.
	search *remote.Client
	clock  func() time.Time
}

var _ live.Feed = (*Feed)(nil)

// New makes a feed of the API at the address with a key.
func New(address, key string, clock func() time.Time) *Feed {
	header := http.Header{"Authorization": {"Token " + key}, "Accept": {"application/json"}}
	config := remote.Config{URL: address, Header: header}
	private := config
	private.Private = true
	return &Feed{client: remote.New(config), search: remote.New(private), clock: clock}
}

// Name of the provider.
func (f *Feed) Name() string { return Name }

// Sources describes the endpoints.
func (f *Feed) Sources() live.Sources {
	return live.Sources{
		Daily:    provider.Provenance{Source: "daily prices", Timeliness: provider.EndOfDay},
		Intraday: provider.Provenance{Source: "bars, IEX", Timeliness: provider.RealTime, Venue: "IEX"},
		Latest:   provider.Provenance{Source: "last price, IEX", Timeliness: provider.RealTime, Venue: "IEX"},
	}
}

// Daily answers prices as traded, and the splits.
func (f *Feed) Daily(ctx context.Context, s symbol.Symbol, from time.Time) (live.Days, error) {
	rows, err := f.prices(ctx, s, from)
	if err != nil {
		return live.Days{}, err
	}
	var days live.Days
	for _, row := range rows {
		days.Bars = append(days.Bars, row.bar(daily))
		if row.SplitFactor != 0 && row.SplitFactor != 1 {
			days.Splits = append(days.Splits, intake.Split{Day: daily(row.Date), Ratio: row.SplitFactor})
		}
	}
	return days, nil
}

// Intraday answers bars of IEX.
func (f *Feed) Intraday(ctx context.Context, s symbol.Symbol, interval timeframe.Interval, from time.Time) ([]bar.Bar, error) {
	if s.IsIndex() {
		return nil, provider.ErrNoData
	}
	query := url.Values{
		"startDate": {from.Format(time.DateOnly)}, "columns": {"open,high,low,close,volume"},
		"resampleFreq": {map[timeframe.Interval]string{timeframe.FiveMinutes: "5min", timeframe.QuarterHour: "15min"}[interval]},
	}
	var rows []price
	if err := f.client.JSON(ctx, "/iex/"+spell(s)+"/prices", query, &rows); err != nil {
		return nil, err
	}
	bars := make([]bar.Bar, len(rows))
	for i, row := range rows {
		bars[i] = row.bar(func(t time.Time) time.Time { return t })
	}
	return bars, nil
}

// Latest answers the last trade of IEX.
func (f *Feed) Latest(ctx context.Context, s symbol.Symbol) (live.Tick, error) {
	if s.IsIndex() {
		return live.Tick{}, provider.ErrNoData
	}
	var rows []latest
	if err := f.client.JSON(ctx, "/iex/", url.Values{"tickers": {spell(s)}}, &rows); err != nil {
		return live.Tick{}, err
	}
	if len(rows) == 0 || rows[0].price() == nil {
		return live.Tick{}, provider.ErrNoData
	}
	row := rows[0]
	return live.Tick{
		Price: *row.price(), At: row.Timestamp, Open: row.Open, High: row.High, Low: row.Low, PreviousClose: row.PrevClose,
	}, nil // the volume is that of one small exchange
}

// Catalysts answers dividends and splits.
func (f *Feed) Catalysts(ctx context.Context, s symbol.Symbol) ([]provider.Catalyst, error) {
	rows, err := f.prices(ctx, s, f.clock().AddDate(-eventYears, 0, 0))
	if err != nil {
		return nil, err
	}
	var found []provider.Catalyst
	for _, row := range rows {
		day := daily(row.Date)
		source := provider.Provenance{Source: f.Sources().Daily.Source, AsOf: day}
		if row.DivCash > 0 {
			found = append(found, provider.DividendOf(day, row.DivCash, "USD", source))
		}
		if row.SplitFactor > 0 && row.SplitFactor != 1 {
			found = append(found, provider.SplitOf(day, row.SplitFactor, source))
		}
	}
	return found, nil
}

func (f *Feed) prices(ctx context.Context, s symbol.Symbol, from time.Time) ([]price, error) {
	if s.IsIndex() {
		return nil, provider.ErrNoData
	}
	var rows []price
	err := f.client.JSON(ctx, "/tiingo/daily/"+spell(s)+"/prices", url.Values{"startDate": {from.Format(time.DateOnly)}}, &rows)
	return rows, err
}

// spell writes a symbol as Tiingo does: brk-b, and jpm-p-l for preferred shares.
func spell(s symbol.Symbol) string {
	root, class, preferred := s.Class()
	if preferred {
		class = "p-" + class
	}
	return url.PathEscape(strings.ToLower(strings.TrimSuffix(root+"-"+class, "-")))
}
