// Package study computes what a chart shows besides its prices: overlays,
// panels and levels, each known by a code. All arithmetic is that of quant.
package study

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Kind is where a study is drawn.
type Kind int

// The kinds. Their numbers are those of the catalyst.chart.v1.IndicatorKind
// enum.
const (
	// OverPrices is drawn over the prices, on their scale.
	OverPrices Kind = iota + 1
	// UnderPrices has a panel of its own.
	UnderPrices
	// AtPrices marks prices, places or shapes among the prices.
	AtPrices
)

// Study is one thing a chart can show.
type Study struct {
	// Code is how requests call it, such as "sma20".
	Code string
	// Name is for people, such as "SMA 20".
	Name string
	Kind Kind
	// Default is true for what is drawn unless something else is asked for.
	Default bool
	// Band is true for what is drawn around the prices, under other lines.
	Band bool
	// Events is true for what is told with the bars and not computed from them.
	Events bool
	// About says in a sentence what it shows.
	About string
	// settle is how many bars before the span make its first value right.
	settle int
	// period is that of a moving average, 0 for others.
	period int
	add    func(*builder) error
}

// MostCodes is how many studies one chart may show.
const MostCodes = 16

// Bounds of the periods of moving averages.
const (
	minPeriod = 2
	maxPeriod = 400
)

// ErrUnknown is returned for a code that names no study, and for too many.
var ErrUnknown = errors.New("unknown indicator")

// All lists every study, overlays first, then levels, then panels. Averages of
// other periods than these are known to Find.
func All() []Study {
	all := []Study{average("sma", 20), average("sma", 50), average("sma", 200), average("ema", 9), average("ema", 20), average("ema", 50)}
	all = append(all, overlays()...)
	all = append(all, levels()...)
	return append(all, panels()...)
}

// Find is the study of a code; case does not matter.
func Find(code string) (Study, error) {
	code = strings.ToLower(strings.TrimSpace(code))
	for _, family := range []string{"sma", "ema"} {
		if digits, ok := strings.CutPrefix(code, family); ok {
			period, err := strconv.Atoi(digits)
			if err != nil || period < minPeriod || period > maxPeriod || digits != strconv.Itoa(period) {
				return Study{}, fmt.Errorf("%w: %q has no period of %d to %d", ErrUnknown, code, minPeriod, maxPeriod)
			}
			return average(family, period), nil
		}
	}
	all := known()
	if i := slices.IndexFunc(all, func(s Study) bool { return s.Code == code }); i >= 0 {
		return all[i], nil
	}
	return Study{}, fmt.Errorf("%w: %q", ErrUnknown, code)
}

// Parse reads codes in any order, drops those given twice, and returns their
// studies in the order of All: later ones are drawn over earlier ones.
func Parse(codes []string) ([]Study, error) {
	if len(codes) > MostCodes {
		return nil, fmt.Errorf("%w: more than %d of them", ErrUnknown, MostCodes)
	}
	var studies []Study
	for _, code := range codes {
		s, err := Find(code)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(studies, func(other Study) bool { return other.Code == s.Code }) {
			studies = append(studies, s)
		}
	}
	return inOrder(studies), nil
}

// Defaults are the studies drawn when none is named.
func Defaults() []Study {
	return inOrder(slices.DeleteFunc(All(), func(s Study) bool { return !s.Default }))
}

func inOrder(studies []Study) []Study {
	slices.SortStableFunc(studies, func(a, b Study) int { return order(a) - order(b) })
	return studies
}

// order puts bands under slow averages, those under quick ones, and all else as
// All lists it.
func order(s Study) int {
	switch place := slices.IndexFunc(known(), func(other Study) bool { return other.Code == s.Code }); {
	case s.period > 0:
		return -2*s.period - strings.Index("es", s.Code[:1])
	case s.Band:
		return place - 2*maxPeriod - len(known())
	default:
		return place
	}
}

// leastWarmUp settles what has no memory to speak of.
const leastWarmUp = 100

// WarmUp is how many bars before the span settle every study.
func WarmUp(studies []Study) int {
	most := leastWarmUp
	for _, s := range studies {
		most = max(most, s.settle)
	}
	return most
}
