package backtest

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Plan is how signals are traded. What is a part of something is above 0 and at
// most 1.
type Plan struct {
	// Capital is what the account begins with, in the currency of the bars;
	// above 0. It matters for MaxVolume only.
	Capital float64
	// TakeProfit and Stop are how far above and below what was paid a position
	// is sold.
	TakeProfit, Stop float64
	// MaxHold is the time after which a position is sold at the next price.
	MaxHold time.Duration
	// Position is the part of the account one position takes, as far as there
	// is cash.
	Position float64
	// MaxVolume is the part of the mean volume of the 20 days before that one
	// position takes at most, where volumes are known.
	MaxVolume float64
	// Costs are those of a price.
	Costs func(price float64) Costs
}

// volumeBars is how many days a mean volume is of.
const volumeBars = 20

// shares is how many of them cash buys at a price, commission included, after
// the days before.
func (p Plan) shares(cash, price float64, costs Costs, before []bar.Bar) float64 {
	n := cash / (price * (1 + costs.Commission))
	if most := p.MaxVolume * meanVolume(before); most > 0 {
		n = min(n, most)
	}
	return n
}

// meanVolume is 0 when it is not known.
func meanVolume(before []bar.Bar) float64 {
	if len(before) < volumeBars {
		return 0
	}
	sum := 0.0
	for _, b := range before[len(before)-volumeBars:] {
		sum += float64(b.Volume)
	}
	return sum / volumeBars
}
