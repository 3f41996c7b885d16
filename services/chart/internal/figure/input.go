// Package figure lays a stock chart out as a scene: candles, averages, volume,
// axes and everything the picture must say about its numbers.
package figure

import (
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Size of every picture, in pixels. Discord shows it about 550 wide, so its
// letters are large.
const (
	Width  = 1200
	Height = 800
)

// Input is what a chart shows.
type Input struct {
	Symbol, Name, Exchange, Currency string
	Timeframe                        timeframe.Timeframe
	// Bars are warm-up, then the span, oldest first.
	Bars []bar.Bar
	// SpanStart is the index where the span begins.
	SpanStart int
	// Zone is exchange time.
	Zone *time.Location
	// Provider and Source are whose numbers these are.
	Provider, Source string
	// AsOf is the moment the newest number describes.
	AsOf time.Time
	// Synthetic is true when bars were not observed.
	Synthetic bool
	// Theme is Dark or Contrast; anything else is Dark.
	Theme string
}

// ErrInput wraps every fault of an input.
var ErrInput = errors.New("bars cannot be drawn")

// Bounds of prices, in any currency: beyond them no label could be read.
const (
	minPrice = 1e-9
	maxPrice = 1e10
)

// Validate reports whether the input can be drawn; its error wraps ErrInput.
func (in Input) Validate() error {
	if err := bar.ValidateSeries(in.Bars); err != nil {
		return fmt.Errorf("%w: %w", ErrInput, err)
	}
	for i, b := range in.Bars {
		if b.Low < minPrice || b.High > maxPrice {
			return fmt.Errorf("%w: bar %d is not between %v and %v", ErrInput, i, minPrice, maxPrice)
		}
	}
	if in.SpanStart < 0 || in.SpanStart >= len(in.Bars) {
		return fmt.Errorf("%w: the span begins at bar %d of %d", ErrInput, in.SpanStart, len(in.Bars))
	}
	if !in.Timeframe.Valid() || in.Zone == nil {
		return fmt.Errorf("%w: timeframe and time zone are required", ErrInput)
	}
	return nil
}

func (in Input) span() []bar.Bar { return in.Bars[in.SpanStart:] }

func (in Input) last() bar.Bar { return in.Bars[len(in.Bars)-1] }

// base is the price the change over the span is measured from: the close
// before it, or its first open when there is none.
func (in Input) base() float64 {
	if in.SpanStart > 0 {
		return in.Bars[in.SpanStart-1].Close
	}
	return in.Bars[0].Open
}

// Change is the move over the span, in currency and in percent.
func (in Input) Change() (amount, percent float64) {
	amount = in.last().Close - in.base()
	return amount, amount / in.base() * 100
}
