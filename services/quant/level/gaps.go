package level

import (
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/swing"
)

// Gap is a range of prices that was jumped over between two bars.
type Gap struct {
	// Index is the bar after the jump.
	Index int
	// Up is true when the price jumped upwards.
	Up bool
	// Low and High are the edges of what was jumped over.
	Low, High float64
	// OpenLow and OpenHigh are the edges of what is left of it; equal when it
	// was filled.
	OpenLow, OpenHigh float64
	// FilledAt is the bar that traded through the last of it, -1 for none.
	FilledAt int
}

// Filled reports whether prices came back through the whole gap.
func (g Gap) Filled() bool { return g.FilledAt >= 0 }

// leastGap is the smallest gap that counts, in average ranges.
const leastGap = 0.25

// Gaps lists the gaps of a series that are at least a quarter of its average
// range, oldest first, filled ones too.
func Gaps(series []bar.Bar) []Gap {
	least := leastGap * swing.AverageRange(series)
	var gaps []Gap
	for i := 1; i < len(series); i++ {
		before, b := series[i-1], series[i]
		for j := range gaps {
			gaps[j].fill(i, b)
		}
		g := Gap{Index: i, FilledAt: -1, Up: b.Low > before.High, Low: before.High, High: b.Low}
		if !g.Up {
			g.Low, g.High = b.High, before.Low
		}
		if size := g.High - g.Low; size > 0 && size >= least {
			g.OpenLow, g.OpenHigh = g.Low, g.High
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// fill takes from an open gap what a later bar traded through.
func (g *Gap) fill(i int, b bar.Bar) {
	if g.Filled() {
		return
	}
	if g.Up {
		g.OpenHigh = max(g.OpenLow, min(g.OpenHigh, b.Low))
	} else {
		g.OpenLow = min(g.OpenHigh, max(g.OpenLow, b.High))
	}
	if g.OpenLow == g.OpenHigh {
		g.FilledAt = i
	}
}
