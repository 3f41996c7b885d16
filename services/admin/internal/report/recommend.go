package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

// Impact is how much a recommendation matters. Its numbers are those of the
// catalyst.admin.v1.Impact enum.
type Impact int

// The impacts.
const (
	Low Impact = iota + 1
	Medium
	High
)

// Recommendation is a change that the figures speak for.
type Recommendation struct {
	Parameter string `json:"parameter"`
	Old       string `json:"old"`
	New       string `json:"new"`
	Impact    Impact `json:"impact"`
	Reason    string `json:"reason"`
	// Sample is how many outcomes it rests on.
	Sample int `json:"sample"`
	// Confidence is the share of resamplings that speak for it, above 0.5 and up
	// to 1; nil when it does not come from resampling.
	Confidence *float64 `json:"confidence,omitempty"`
}

// advice is a recommendation before it is known to be possible.
type advice struct {
	parameter string
	value     float64
	impact    Impact
	reason    string
	sample    int
	// confidence is nil but for what comes from resampling.
	confidence *float64
}

// figures are what the rules look at.
type figures struct {
	in       Input
	settings alert.Settings
	day      alert.Figures
	mean     alert.Figures
}

func (f *figures) value(parameter string) float64 { return f.in.Values[parameter].Number }

// measure is the figures of some days; see Input.days.
func (f *figures) measure(from, to int) alert.Figures { return f.settings.Measure(f.in.days(from, to)) }

// recommend asks every rule, and keeps for each parameter what matters most.
// What breaks a bound or a rule between parameters is not recommended.
func recommend(in Input, settings alert.Settings) []Recommendation {
	f := &figures{in: in, settings: settings}
	f.day, f.mean = f.measure(0, 1), f.measure(-meanDays, 0)
	var all []advice
	for _, rule := range []func(*figures) []advice{
		bestScore, bestProfit, weakHits, losses, deepFall, unevenReturns, keywordsOfTheDay, keywordsOfTheWeek,
	} {
		all = append(all, rule(f)...)
	}
	slices.SortStableFunc(all, func(a, b advice) int { return cmp.Compare(b.impact, a.impact) })
	values := maps.Clone(in.Values)
	var list []Recommendation
	for _, a := range all {
		if slices.ContainsFunc(list, func(r Recommendation) bool { return r.Parameter == a.parameter }) {
			continue
		}
		if r, ok := a.settle(values); ok {
			list = append(list, r)
		}
	}
	return list
}

// settle makes a recommendation that can be followed along with those before it.
func (a advice) settle(values map[string]catalogue.Value) (Recommendation, bool) {
	parameter, known := catalogue.Find(a.parameter)
	before := values[a.parameter]
	after := catalogue.Value{Number: a.value}
	if _, err := parameter.Parse(parameter.Format(after)); !known || err != nil || after == before {
		return Recommendation{}, false
	}
	values[a.parameter] = after
	if catalogue.CheckRules(values) != nil {
		values[a.parameter] = before
		return Recommendation{}, false
	}
	return Recommendation{
		Parameter: a.parameter, Old: parameter.Format(before), New: parameter.Format(after),
		Impact: a.impact, Reason: a.reason, Sample: a.sample, Confidence: a.confidence,
	}, true
}
