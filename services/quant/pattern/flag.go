package pattern

import "github.com/catalyst-bot/mesh/services/quant/swing"

// What makes a flag or a pennant.
const (
	shortestRest, longestRest = 5, 20 // bars after the pole
	longestPole               = 12    // bars
	leastPole                 = 5     // average ranges
	poleSlope                 = 0.8   // average ranges per bar, at least
	mostBack                  = 0.5   // of the pole, at most, given back
	quieter                   = 0.75  // of the pole's bar ranges, at most, in the rest
	thinVolume                = 0.8   // of the pole's volume
	pennantEnd                = 0.6   // of the rest's height where it begins, at most
	flagDrift                 = 0.1   // of the pole, at most, along it
)

// flags finds a sharp rise and a quiet rest after it, that drifts (a flag) or
// narrows (a pennant).
func (v view) flags() []Pattern {
	peak := v.newest()
	for i := peak; i >= max(0, v.newest()-longestRest); i-- {
		if v.high(i) > v.high(peak) {
			peak = i
		}
	}
	if v.newest()-peak < shortestRest || peak < 2 {
		return nil
	}
	foot := peak
	for i := peak; i >= max(0, peak-longestPole); i-- {
		if v.low(i) < v.low(foot) {
			foot = i
		}
	}
	pole := v.high(peak) - v.low(foot)
	if foot == peak || pole < max(leastPole, poleSlope*float64(peak-foot))*v.average {
		return nil
	}
	return v.rest(foot, peak, pole)
}

// rest judges the bars after a pole.
func (v view) rest(foot, peak int, pole float64) []Pattern {
	var highs, lows []swing.Point
	bottom := v.high(peak)
	for i := peak + 1; i <= v.newest(); i++ {
		highs = append(highs, swing.Point{Index: i, Price: v.high(i)})
		lows = append(lows, swing.Point{Index: i, Price: v.low(i)})
		bottom = min(bottom, v.low(i))
	}
	back := (v.high(peak) - bottom) / pole
	poleRange, poleVolume := v.activity(foot, peak)
	restRange, restVolume := v.activity(peak+1, v.newest())
	if back > mostBack || restRange > quieter*poleRange {
		return nil
	}
	upper, lower := fit(highs), fit(lows)
	begin, end := peak+1, v.newest()
	kind, mirrored := BullFlag, BearFlag
	switch narrowed := (upper.at(end) - lower.at(end)) / (upper.at(begin) - lower.at(begin)); {
	case narrowed <= pennantEnd:
		kind, mirrored = BullPennant, BearPennant
	case upper.at(end)-upper.at(begin) > flagDrift*pole || lower.at(end)-lower.at(begin) > flagDrift*pole:
		return nil
	}
	confidence := 0.85 - 0.4*back
	if restVolume < thinVolume*poleVolume {
		confidence += 0.1
	}
	ends := []swing.Point{{Index: foot, Price: v.low(foot)}, {Index: peak, Price: v.high(peak), High: true}}
	p := v.pattern(kind, mirrored, ends, []Edge{upper.edge(begin, end, true), lower.edge(begin, end, false)}, confidence)
	return []Pattern{v.aim(p, upper.at(end)+pole)}
}

// activity is the mean range and the mean volume of the bars of a span.
func (v view) activity(from, to int) (reach, volume float64) {
	for i := from; i <= to; i++ {
		reach += v.high(i) - v.low(i)
		volume += float64(v.series[i].Volume)
	}
	n := float64(to - from + 1)
	return reach / n, volume / n
}
