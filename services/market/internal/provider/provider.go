// Package provider is the port through which market data comes in.
package provider

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Provenance says where numbers came from.
type Provenance struct {
	// Provider is the name of the one that answered.
	Provider string
	// Source is the data set or endpoint inside the provider.
	Source string
	// AsOf is the moment the newest number describes.
	AsOf time.Time
	// Synthetic is true when any number was not observed.
	Synthetic bool
	// FetchedAt is when the numbers were fetched; zero for those inside the
	// program.
	FetchedAt time.Time
	// Stale is true when newer numbers were to be had, but not in time.
	Stale bool
	// PassedOver names the providers before this one that could not answer.
	PassedOver []string
	// Timeliness is how soon such numbers are to be had, and Delay how long they
	// are held back when they are Delayed.
	Timeliness Timeliness
	Delay      time.Duration
	// Venue is the one exchange the numbers are of, empty for all of them.
	Venue string
}

// Timeliness is how soon after they came about numbers are to be had. Its
// numbers are those of the catalyst.market.v1.Timeliness enum.
type Timeliness int

// The timelinesses; zero is not known.
const (
	RealTime Timeliness = iota + 1
	Delayed
	EndOfDay
)

// Series is a run of bars of one symbol.
type Series struct {
	// Currency is the ISO 4217 code of the prices.
	Currency string
	// Bars are warm-up, then the span, oldest first.
	Bars []bar.Bar
	// SpanStart is the index where the span begins.
	SpanStart int
	// Interval is the length of the bars.
	Interval   timeframe.Interval
	Provenance Provenance
}

// Quote is the latest price of one symbol. Absent numbers are nil.
type Quote struct {
	Currency               string
	Price, Open, High, Low float64
	PreviousClose          *float64
	YearHigh, YearLow      *float64
	Volume                 *int64
	AverageVolume          *float64
	Session                calendar.Session
	Provenance             Provenance
}

// Provider is a source of market data.
type Provider interface {
	// Name is how users are told where a number came from.
	Name() string
	// Quote answers the latest price.
	Quote(ctx context.Context, s symbol.Symbol) (Quote, error)
	// Bars answers the bars of a timeframe, with up to warmUp bars before it.
	Bars(ctx context.Context, s symbol.Symbol, tf timeframe.Timeframe, warmUp int) (Series, error)
	// Symbols lists the symbols it has prices of; nil means too many to list.
	Symbols() []symbol.Symbol
	// Health reports whether the provider can answer.
	Health(ctx context.Context) error
}
