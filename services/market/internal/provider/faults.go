package provider

import (
	"errors"
	"fmt"
	"time"
)

// Errors of providers. Any other error means that the provider is not to be
// reached right now.
var (
	// ErrNoData means that the provider knows no prices of the symbol.
	ErrNoData = errors.New("no prices of this symbol")
	// ErrKey means that the provider refuses the key, or that its plan does not
	// include what was asked for.
	ErrKey = errors.New("the key or its plan is refused")
	// ErrGarbled means that an answer is not what the provider promises.
	ErrGarbled = errors.New("the answer cannot be read")
)

// LimitError means that the provider must not be asked for a while.
type LimitError struct {
	// RetryAfter is how long, greater than 0.
	RetryAfter time.Duration
}

// Error says how long to wait.
func (e *LimitError) Error() string {
	return fmt.Sprintf("not to be asked for %s", e.RetryAfter.Round(time.Second))
}
