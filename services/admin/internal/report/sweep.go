package report

import (
	"math"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
)

// What sweeps look at.
const (
	sweepDays = 14
	// leastSweep is the least sample on both sides.
	leastSweep = 20
	// leastConfidence is to be exceeded.
	leastConfidence = 0.5
	// scoreStep and profitStep are how far from the present value a better one
	// must be, which rounding does not make farther.
	scoreStep  = 0.05 + 1e-9
	profitStep = 1 + 1e-9
)

// sweep tries values of a parameter on the outcomes of the last days.
type sweep struct {
	parameter string
	values    []float64
	// step is what a value must differ by from the present one.
	step float64
	// returns are what a value makes of outcomes, and whether they tell about it.
	returns func(value float64, known []alert.Alert) ([]float64, bool)
	// reason has the days, both mean returns and the confidence in percent.
	reason string
}

// bestScore looks for the least score that would have brought the best return.
// Only what was alerted on is known, so that it never lowers the score.
func bestScore(f *figures) []advice {
	now := f.settings.MinScore
	return sweep{
		parameter: "MIN_SCORE", values: []float64{0.20, 0.25, 0.30, 0.35}, step: scoreStep,
		returns: func(score float64, known []alert.Alert) ([]float64, bool) {
			var all []float64
			for _, a := range known {
				if a.Score < score {
					all = append(all, math.NaN())
					continue
				}
				all = append(all, a.Outcome.Return)
			}
			return all, score >= now
		},
		reason: "Over %d days, alerts from this score on returned %.2f %% on average instead of %.2f %%; so it was in %.0f %% of all resamplings.",
	}.advise(f, now)
}

// bestProfit looks for the return at which selling would have brought most. One
// that no alert reached is never it, as nothing is known of selling there.
func bestProfit(f *figures) []advice {
	return sweep{
		parameter: "ANALYZER_HIT_UP_THRESHOLD_PCT", values: []float64{15, 20, 25, 30}, step: profitStep,
		returns: func(profit float64, known []alert.Alert) ([]float64, bool) {
			var all []float64
			reached := false
			for _, a := range known {
				all = append(all, a.Taking(profit))
				reached = reached || a.Reached(profit)
			}
			return all, reached
		},
		reason: "Over %d days, selling there returned %.2f %% on average instead of %.2f %%; so it was in %.0f %% of all resamplings.",
	}.advise(f, f.settings.Hit)
}

// advise recommends the best value, if it is far enough from the present one and
// most resamplings are for it.
func (s sweep) advise(f *figures, now float64) []advice {
	var known []alert.Alert
	for _, a := range f.settings.Keep(f.in.days(1-sweepDays, 1)) {
		if a.Outcome != nil {
			known = append(known, a)
		}
	}
	if len(known) < leastSweep {
		return nil
	}
	returns, _ := s.returns(now, known)
	present := trial{now, returns}
	var trials []trial
	for _, value := range s.values {
		t := trial{value: value}
		var told bool
		if t.returns, told = s.returns(value, known); !told || math.Abs(value-now) <= s.step {
			continue
		}
		if sample, _ := t.figures(); sample >= leastSweep {
			trials = append(trials, t)
		}
	}
	best, confidence := resample(present, trials, sourceOf(known))
	if best < 0 || confidence <= leastConfidence {
		return nil
	}
	_, before := present.figures()
	sample, after := trials[best].figures()
	list := one(s.parameter, trials[best].value, High, sample, s.reason, sweepDays, after, before, 100*confidence)
	list[0].confidence = &confidence
	return list
}
