package report

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
)

// draws is how often outcomes are drawn anew. With so many, a confidence is known
// to about 3 points.
const draws = 200

// trial is what one value of a parameter makes of the outcomes.
type trial struct {
	value float64
	// returns are in percent, one for each outcome; NaN for what it leaves out.
	returns []float64
}

// figures are how many outcomes a trial has, and their mean return in percent.
func (t trial) figures() (sample int, average float64) {
	sum := 0.0
	for _, r := range t.returns {
		if !math.IsNaN(r) {
			sum += r
			sample++
		}
	}
	return sample, sum / float64(sample)
}

// drawn is the mean return of the outcomes that were drawn; NaN without any.
func (t trial) drawn(picks []int) float64 {
	sum, sample := 0.0, 0
	for _, i := range picks {
		if r := t.returns[i]; !math.IsNaN(r) {
			sum += r
			sample++
		}
	}
	return sum / float64(sample)
}

// resample draws as many outcomes as there are, with replacement, again and again.
// It returns which of the trials has the best mean return over all draws, and the
// share of draws in which it beats the present values. All trials see the same
// draws. Without a trial that is better on the whole it returns -1.
func resample(present trial, trials []trial, source *rand.Rand) (best int, confidence float64) {
	gains, wins := make([]float64, len(trials)), make([]int, len(trials))
	picks := make([]int, len(present.returns))
	for range draws {
		for i := range picks {
			picks[i] = source.IntN(len(picks))
		}
		now := present.drawn(picks)
		for i, t := range trials {
			gain := t.drawn(picks) - now
			if gains[i] += gain; gain > 0 {
				wins[i]++
			}
		}
	}
	best = -1
	for i, gain := range gains { // one that is NaN once is never the best
		if gain > 0 && (best < 0 || gain > gains[best]) {
			best = i
		}
	}
	if best < 0 {
		return -1, 0
	}
	return best, float64(wins[best]) / draws
}

// sourceOf draws the same for the same alerts.
func sourceOf(alerts []alert.Alert) *rand.Rand {
	sum := fnv.New64a()
	for _, a := range alerts {
		_, _ = fmt.Fprintln(sum, a.ID, a.SentAt.UnixMilli(), a.Score, a.Outcome.Return) // never fails
	}
	return rand.New(rand.NewPCG(sum.Sum64(), uint64(len(alerts))))
}
