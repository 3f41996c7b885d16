package study

import (
	"github.com/catalyst-bot/mesh/services/quant/level"
	"github.com/catalyst-bot/mesh/services/quant/pattern"
)

// Mark is a price drawn as a line of its own.
type Mark struct {
	Study
	// Name is short, such as "S ×3" or "61.8%".
	Name  string
	Price float64
	// From is the bar of the span at which the line begins, 0 at its start.
	From int
	Hue  Hue
	// Major marks are drawn first and stronger.
	Major bool
}

// Marks are what stands at prices and places of its own.
type Marks struct {
	Lines []Mark
	// Swing is what Fibonacci's ratios were put on; nil when not asked for.
	Swing *level.Retracement
	// Profile is how volume spreads over prices; nil when not asked for.
	Profile *level.Profile
	// Plan is a trade at the last close; nil when not asked for.
	Plan *level.Plan
	// Gaps are those still open, by bars of the span.
	Gaps []level.Gap
	// Shapes are chart patterns, by bars of the span.
	Shapes []pattern.Pattern
}
