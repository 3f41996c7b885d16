// Package watchlist keeps the symbols that users watch.
package watchlist

import (
	"errors"
	"regexp"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// User names whoever watches, in any way the caller likes. The zero value is
// nobody.
type User string

var userPattern = regexp.MustCompile(`^[!-~]{1,64}$`)

// Faults of what callers ask for.
var (
	// ErrUser is returned for text that cannot name a user.
	ErrUser = errors.New("a user is named by 1 to 64 characters of visible ASCII")
	// ErrFull is returned for one symbol too many.
	ErrFull = errors.New("the watchlist is full")
)

// ParseUser reads the name of a user.
func ParseUser(text string) (User, error) {
	if !userPattern.MatchString(text) {
		return "", ErrUser
	}
	return User(text), nil
}

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
