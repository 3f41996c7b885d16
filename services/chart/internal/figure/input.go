// Package figure lays a stock chart out as a scene: prices, studies, axes and
// everything the picture must say about its numbers.
package figure

import (
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Input is what a chart shows.
type Input struct {
	Symbol, Name, Exchange, Currency string
	Timeframe                        timeframe.Timeframe
	// Interval is the length of the bars; 0 is the timeframe's usual one.
	Interval timeframe.Interval
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
	// Timeliness is how soon such numbers are to be had, Delay how long they are
	// held back when that is Delayed, Venue the one exchange they are of, if any.
	Timeliness Timeliness
	Delay      time.Duration
	Venue      string
	// Age is how long ago the bars were fetched, when newer ones could not be;
	// otherwise 0.
	Age time.Duration
	// Synthetic is true when bars were not observed.
	Synthetic bool
	// Others are compared with the symbol.
	Others []Other
	// Events are marked in time, and Lines at prices.
	Events []Event
	Lines  []PriceLine
	Options
}

// Timeliness is how soon after they came about numbers are to be had. Its
// numbers are those of the catalyst.market.v1.Timeliness enum.
type Timeliness int

// The kinds of timeliness; the zero value is not known.
const (
	RealTime Timeliness = iota + 1
	Delayed
	EndOfDay
)

// ErrInput wraps every fault of an input.
var ErrInput = errors.New("bars cannot be drawn")

// Bounds of prices, in any currency: beyond them no label could be read.
const (
	minPrice = 1e-9
	maxPrice = 1e10
)

// Validate reports whether the input can be drawn; its error wraps ErrInput.
func (in Input) Validate() error {
	if err := validate(in.Bars); err != nil {
		return err
	}
	for _, other := range in.Others {
		if err := validate(other.Bars); err != nil {
			return fmt.Errorf("%s: %w", other.Symbol, err)
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

func validate(bars []bar.Bar) error {
	if err := bar.ValidateSeries(bars); err != nil {
		return fmt.Errorf("%w: %w", ErrInput, err)
	}
	for i, b := range bars {
		if b.Low < minPrice || b.High > maxPrice {
			return fmt.Errorf("%w: bar %d is not between %v and %v", ErrInput, i, minPrice, maxPrice)
		}
	}
	return nil
}

func (in Input) span() []bar.Bar { return in.Bars[in.SpanStart:] }

func (in Input) last() bar.Bar { return in.Bars[len(in.Bars)-1] }

// interval is the length of the bars.
func (in Input) interval() timeframe.Interval {
	if in.Interval.Valid() {
		return in.Interval
	}
	return in.Timeframe.Interval()
}

func (in Input) intraday() bool { return in.interval().Intraday() }

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
