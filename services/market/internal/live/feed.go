// Package live makes a provider of what is fetched over a network: guarded,
// cached and checked on the way in.
package live

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Feed is a source of raw numbers. It checks nothing that is checked here.
type Feed interface {
	provider.CatalystSource
	// Daily answers the daily bars since a day. The last one may be unfinished.
	Daily(ctx context.Context, s symbol.Symbol, from time.Time) (Days, error)
	// Intraday answers the bars of regular sessions since a time.
	Intraday(ctx context.Context, s symbol.Symbol, interval timeframe.Interval, from time.Time) ([]bar.Bar, error)
	// Latest answers the latest trade.
	Latest(ctx context.Context, s symbol.Symbol) (Tick, error)
	// Sources describes the data sets of the three.
	Sources() Sources
}

// Sources are data sets: their name, venue and timeliness. What else a
// provenance tells is filled in with each answer.
type Sources struct{ Daily, Intraday, Latest provider.Provenance }

// Days are daily bars and the splits that were not applied to them.
type Days struct {
	Bars   []bar.Bar
	Splits []intake.Split
}

// Tick is the latest trade with its session; nil is what is not known.
type Tick struct {
	Price           float64
	At              time.Time
	Open, High, Low *float64
	PreviousClose   *float64
	// Volume is that of the session so far, in shares.
	Volume *int64
}
