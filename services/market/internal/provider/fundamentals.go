package provider

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Fundamentals are the figures of a company's annual reports.
type Fundamentals struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string
	// Years are newest first, one at least.
	Years      []FiscalYear
	Provenance Provenance
}

// FiscalYear is one year as it was reported; nil is what is not known.
type FiscalYear struct {
	// Year is as the company counts it, and End its last day, 00:00 UTC.
	Year int
	End  time.Time
	// Form of the report, empty when not known; Filed is the day it was filed,
	// zero when not known.
	Form  string
	Filed time.Time

	Revenue, NetIncome *float64
	// DilutedEPS and BasicEPS are earnings per share.
	DilutedEPS, BasicEPS *float64
	Shares               *float64
	// SharesEstimated is true when Shares was computed from earnings per share.
	SharesEstimated bool
	Assets, Equity  *float64
}

// FundamentalsSource is a source of fundamentals.
type FundamentalsSource interface {
	// Name is how users are told where the figures came from.
	Name() string
	// Fundamentals answers those of a symbol, ErrNoData when it has none.
	Fundamentals(ctx context.Context, s symbol.Symbol) (Fundamentals, error)
}
