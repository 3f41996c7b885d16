// Package preferences keeps how users want charts drawn.
package preferences

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The words a choice is made of. They are listed in the protos too.
var (
	// Styles are the ways to draw prices.
	Styles = []string{"candles", "hollow", "heikin_ashi", "bars", "line", "area"}
	// Themes are the sets of colours.
	Themes = []string{"dark", "light", "discord", "contrast"}
	// Sizes are the sizes of pictures.
	Sizes = []string{"discord", "retina", "phone"}
	// Indicators are the codes of indicators, beside moving averages of any
	// other period: see average.
	Indicators = []string{
		"sma20", "sma50", "sma200", "ema9", "ema20", "ema50", "vwap", "bollinger", "keltner", "donchian", "ichimoku",
		"supertrend", "sar", "volume", "rsi", "macd", "stochastic", "atr", "adx", "obv", "mfi", "events", "sr",
		"fibonacci", "volume_profile", "pivots", "gaps", "plan", "patterns",
	}
)

// Choice is what a user chose. The zero value is nothing.
type Choice struct {
	// Style, Theme and Size are nil when not chosen.
	Style, Theme, Size *string
	// Indicators is nil when not chosen, and empty when none were.
	Indicators []string
}

// Saved is all a user has chosen.
type Saved struct {
	Choice
	// At is the moment of the last choice, exact to the millisecond.
	At time.Time
}

// average is a simple or exponential average of 2 to 400 bars, such as "sma37".
var average = regexp.MustCompile(`^[se]ma([2-9]|[1-9]\d|[1-3]\d\d|400)$`)

// MaxIndicators is the most indicators of one choice.
const MaxIndicators = 16

// Faults of what users choose.
var (
	// ErrEmpty is returned for a choice of nothing.
	ErrEmpty = errors.New("nothing is chosen")
	// ErrTooMany is returned for more than MaxIndicators.
	ErrTooMany = fmt.Errorf("at most %d indicators may be chosen", MaxIndicators)
)

// WordError is returned for a word that is not listed.
type WordError struct {
	// Field is the name of what was chosen, such as "style".
	Field string
	// Listed are the words there are.
	Listed []string
}

// Error lists the words there are.
func (e WordError) Error() string {
	return fmt.Sprintf("%s is one of %s", e.Field, strings.Join(e.Listed, ", "))
}

// check makes sure of every word and drops repetitions.
func (c Choice) check() (Choice, error) {
	if c.Style == nil && c.Theme == nil && c.Size == nil && c.Indicators == nil {
		return Choice{}, ErrEmpty
	}
	for _, one := range []struct {
		field  string
		word   *string
		listed []string
	}{{"style", c.Style, Styles}, {"theme", c.Theme, Themes}, {"size", c.Size, Sizes}} {
		if one.word != nil && !slices.Contains(one.listed, *one.word) {
			return Choice{}, WordError{Field: one.field, Listed: one.listed}
		}
	}
	if c.Indicators == nil {
		return c, nil
	}
	once := make([]string, 0, len(c.Indicators))
	for _, code := range c.Indicators {
		if !slices.Contains(Indicators, code) && !average.MatchString(code) {
			return Choice{}, WordError{Field: "indicators", Listed: append(slices.Clone(Indicators), "smaN and emaN with N of 2 to 400")}
		}
		if !slices.Contains(once, code) {
			once = append(once, code)
		}
	}
	if len(once) > MaxIndicators {
		return Choice{}, ErrTooMany
	}
	c.Indicators = once
	return c, nil
}
