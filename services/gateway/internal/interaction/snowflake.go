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
