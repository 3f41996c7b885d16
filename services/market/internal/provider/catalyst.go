package provider

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Kind is what kind of event a catalyst is. Its numbers are those of the
// catalyst.market.v1.CatalystKind enum.
type Kind int

// The kinds.
const (
	Filing Kind = iota + 1
	Results
	Report
	Agreement
	Restructuring
	Restatement
	Officers
	Disclosure
	Offering
	Stake
	Insider
	Dividend
	Split
	News
	Gap
	UnusualVolume
	YearHigh
	YearLow
)

// Valid reports whether k is one of the kinds.
func (k Kind) Valid() bool { return k >= Filing && k <= YearLow }

// Catalyst is an event that may have moved a price.
type Catalyst struct {
	Kind Kind
	// Time is when it happened or was published; events of a whole day are at
	// its 00:00 UTC.
	Time time.Time
	// Headline is one line; URL and Form are empty when there is none.
	Headline, URL, Form string
	// Sentiment is the tone of a headline, -1 to 1; nil when it has none.
	Sentiment  *float64
	Provenance Provenance
}

// CatalystSource is a source of catalysts.
type CatalystSource interface {
	// Name is how users are told where a catalyst came from.
	Name() string
	// Catalysts answers the newest ones of a symbol, in any order; none is no
	// error.
	Catalysts(ctx context.Context, s symbol.Symbol) ([]Catalyst, error)
}
