// Package watchlist keeps the symbols that users watch.
package watchlist

import (
	"errors"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// ErrFull is returned for one symbol too many.
var ErrFull = errors.New("the watchlist is full")

// Entry is one symbol on a watchlist.
type Entry struct {
	Symbol symbol.Symbol
	// Name is the full name as it was when the symbol was added.
	Name string
	// AddedAt is exact to the millisecond.
	AddedAt time.Time
}

// Addition is what adding a symbol came to.
type Addition struct {
	Entry Entry
	// Added is false when the symbol was on the watchlist before.
	Added bool
	// Size is the number of symbols on the watchlist now.
	Size int
}

// Removal is what removing a symbol came to.
type Removal struct {
	// Removed is false when the symbol was not on the watchlist.
	Removed bool
	// Size is the number of symbols on the watchlist now.
	Size int
}
