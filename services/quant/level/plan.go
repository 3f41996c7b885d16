package level

import (
	"fmt"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

// Plan is how a purchase at the last close could be traded. It follows from
// prices alone and is no advice.
type Plan struct {
	// Entry is the last close, Stop two average true ranges below it, and Target
	// the nearest resistance above it, or five percent above where there is none.
	Entry, Stop, Target float64
}

const (
	// planPeriod is that of the average true range.
	planPeriod = 14
	// stopRanges is how many of them the stop is away.
	stopRanges = 2
	// plainTarget is the gain aimed at without a resistance.
	plainTarget = 0.05
)

// Reward is what is to be gained for each unit of price that is risked.
func (p Plan) Reward() float64 { return (p.Target - p.Entry) / (p.Entry - p.Stop) }

// PlanOf makes a plan from warm-up and span, of which the span begins at start;
// resistances are those of the span. ok is false with too few bars, and where
// prices move so much that no stop above zero can be had, or not at all.
func PlanOf(series []bar.Bar, start, perSide int) (p Plan, ok bool, err error) {
	ranges, err := indicator.ATR(series, planPeriod)
	if err != nil {
		return Plan{}, false, fmt.Errorf("average true range: %w", err)
	}
	last := len(series) - 1
	width, known := ranges.At(last)
	if !known || width <= 0 {
		return Plan{}, false, nil
	}
	entry := series[last].Close
	p = Plan{Entry: entry, Stop: entry - stopRanges*width, Target: entry * (1 + plainTarget)}
	for _, l := range SupportResistance(series[start:], perSide) {
		if l.Side == Resistance {
			p.Target = l.Price // they come in falling order, so the nearest is last
		}
	}
	return p, p.Stop > 0, nil
}
