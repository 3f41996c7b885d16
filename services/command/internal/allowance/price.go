package allowance

import (
	"errors"
	"math"
)

// ErrPrices is returned for prices nobody asks.
var ErrPrices = errors.New("LLM_INPUT_PRICE and LLM_OUTPUT_PRICE are given together, each 0 or more")

// million tokens are what prices are of.
const million = 1e6

// Prices are those of the model in US dollars per million tokens, where known.
type Prices struct {
	Input  *float64 `name:"llm-input-price" env:"LLM_INPUT_PRICE" help:"US dollars per million tokens the model reads; without it no money is shown."`
	Output *float64 `name:"llm-output-price" env:"LLM_OUTPUT_PRICE" help:"US dollars per million tokens the model writes."`
}

// Check returns ErrPrices when only one is given, or one is no price.
func (p Prices) Check() error {
	if (p.Input == nil) != (p.Output == nil) {
		return ErrPrices
	}
	for _, price := range []*float64{p.Input, p.Output} {
		if price != nil && !(*price >= 0 && *price < math.Inf(1)) { // which NaN is not either
			return ErrPrices
		}
	}
	return nil
}

// of is what tokens cost, nil where that is unknown: without prices, or when
// some were used of which input and output were not kept apart.
func (p Prices) of(s Spend) *float64 {
	if p.Input == nil || p.Output == nil || s.Input+s.Output != s.Used {
		return nil
	}
	return new((float64(s.Input)**p.Input + float64(s.Output)**p.Output) / million)
}
