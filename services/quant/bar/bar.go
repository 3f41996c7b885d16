// Package bar holds price bars and the rules a sound bar keeps.
package bar

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Bar is the trading of one symbol over one interval.
type Bar struct {
	// Time is the start of the interval; daily bars start at 00:00 UTC of
	// their trading day.
	Time time.Time
	// Open, High, Low and Close are prices greater than 0 in one currency.
	Open, High, Low, Close float64
	// Volume is the number of shares traded, 0 or more.
	Volume int64
	// Synthetic is true when the bar was expanded from a coarser one.
	Synthetic bool
}

// Validate reports the first rule the bar breaks.
func (b Bar) Validate() error {
	for _, p := range []float64{b.Open, b.High, b.Low, b.Close} {
		if math.IsNaN(p) || math.IsInf(p, 0) || p <= 0 {
			return fmt.Errorf("bar %s: price %v is not a positive number", b.Time.Format(time.RFC3339), p)
		}
	}
	switch {
	case b.High < math.Max(b.Open, b.Close):
		return fmt.Errorf("bar %s: high below open or close", b.Time.Format(time.RFC3339))
	case b.Low > math.Min(b.Open, b.Close):
		return fmt.Errorf("bar %s: low above open or close", b.Time.Format(time.RFC3339))
	case b.Volume < 0:
		return fmt.Errorf("bar %s: negative volume", b.Time.Format(time.RFC3339))
	}
	return nil
}

// ErrEmpty is returned for a series without bars.
var ErrEmpty = errors.New("no bars")

// ValidateSeries checks every bar, and that times strictly rise.
func ValidateSeries(series []Bar) error {
	if len(series) == 0 {
		return ErrEmpty
	}
	for i, b := range series {
		if err := b.Validate(); err != nil {
			return err
		}
		if i > 0 && !b.Time.After(series[i-1].Time) {
			return fmt.Errorf("bar %s: not after the bar before it", b.Time.Format(time.RFC3339))
		}
	}
	return nil
}

// Closes lists the closing prices of a series, in its order.
func Closes(series []Bar) []float64 {
	closes := make([]float64, len(series))
	for i, b := range series {
		closes[i] = b.Close
	}
	return closes
}
