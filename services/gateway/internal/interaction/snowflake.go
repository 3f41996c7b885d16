package interaction

import (
	"fmt"
	"strconv"
)

// Snowflake is Discord's id: a 64-bit number written in decimal.
type Snowflake string

// ParseSnowflake accepts 1 to 20 decimal digits that fit 64 bits.
func ParseSnowflake(text string) (Snowflake, error) {
	if _, err := strconv.ParseUint(text, 10, 64); err != nil {
		return "", fmt.Errorf("%w: %q is no snowflake", ErrInvalid, text)
	}
	return Snowflake(text), nil
}

// String returns the decimal digits.
func (s Snowflake) String() string { return string(s) }

// After reports whether s was made after other, in the same service of
// Discord's: snowflakes grow with time.
func (s Snowflake) After(other Snowflake) bool {
	a, _ := strconv.ParseUint(s.String(), 10, 64) // it was parsed before
	b, _ := strconv.ParseUint(other.String(), 10, 64)
	return a > b
}
