package audit

import (
	"errors"
	"fmt"
)

// ErrBroken is wrapped by every fault of a chain.
var ErrBroken = errors.New("the audit chain is broken")

// Head is the end of a chain. The zero value is that of an empty one.
type Head struct {
	Sequence int64
	Hash     string
}

// String is the head as an operator notes it down: number:hash.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Sequence, h.Hash) }

// Next checks that a sealed entry is the next of the chain and returns the head
// behind it.
func (h Head) Next(sealed Sealed) (Head, error) {
	number := h.Sequence + 1
	entry, err := sealed.Open()
	switch {
	case hash(sealed.Body) != sealed.Hash:
		return h, fmt.Errorf("%w: entry %d was changed", ErrBroken, number)
	case err != nil:
		return h, fmt.Errorf("%w: entry %d: %w", ErrBroken, number, err)
	case entry.Sequence != number:
		return h, fmt.Errorf("%w: entry %d stands where entry %d should", ErrBroken, entry.Sequence, number)
	case entry.Previous != h.Hash:
		return h, fmt.Errorf("%w: entry %d does not follow the one before it", ErrBroken, number)
	}
	return Head{Sequence: number, Hash: sealed.Hash}, nil
}
