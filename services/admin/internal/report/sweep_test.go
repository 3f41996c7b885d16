package report

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

// after are alerts that were up by so many percent after an hour, in order.
func after(in Input, daysAgo int, early ...float64) Input {
	i := 0
	for n := range in.Alerts {
		if a := &in.Alerts[n]; i < len(early) && !a.SentAt.Before(day.AddDate(0, 0, -daysAgo)) {
			a.Early = []alert.Early{{Horizon: time.Hour, Outcome: alert.Outcome{Return: early[i], MeasuredAt: a.SentAt.Add(time.Hour), Provider: "test"}}}
			i++
		}
	}
	return in
}

// with sets a parameter.
func with(in Input, parameter string, value float64) Input {
	in.Values[parameter] = catalogue.Value{Number: value}
	return in
}

// swept are the recommendations of the sweeps, without those of other rules.
func swept(t *testing.T, in Input) string {
	t.Helper()
	var got []string
	for _, r := range make1(t, in).Content.Recommendations {
		if r.Confidence != nil {
			got = append(got, fmt.Sprint(r.Parameter, " ", r.Old, " > ", r.New, " ", r.Impact, " ", r.Sample))
			if *r.Confidence <= 0.5 || *r.Confidence > 1 {
				t.Errorf("confidence %v", *r.Confidence)
			}
		}
	}
	return strings.Join(got, ", ")
}

func scored(score float64) alert.Alert {
	a := usual()
	a.Score = score
	return a
}

func TestSweeps(t *testing.T) {
	bad, fair, good := scored(0.1), scored(0.22), scored(0.31)
	mixed := func() Input {
		return input(run{4, bad, repeat(20, -4)}, run{3, fair, repeat(20, 1)}, run{2, good, repeat(20, 3, 4)})
	}
	// Half go up to 18 % within an hour and end at -2, the others end at 1.
	spikes := func(n int) Input { return after(input(run{2, usual(), repeat(n, -2, 1)}), 2, repeat(n, 18, 1)...) }
	for name, c := range map[string]struct {
		in   Input
		want string
	}{
		"the best score of four":       {mixed(), "MIN_SCORE 0 > 0.25 3 40"},
		"not far enough":               {with(input(run{4, scored(0.21), repeat(20, -4)}, run{2, scored(0.26), repeat(20, 3)}), "MIN_SCORE", 0.2), ""},
		"far enough":                   {with(input(run{4, scored(0.21), repeat(20, -4)}, run{2, scored(0.3), repeat(20, 3)}), "MIN_SCORE", 0.19), "MIN_SCORE 0.19 > 0.25 3 20"},
		"exactly 0.05 by rounding":     {with(input(run{4, scored(0.16), repeat(20, -4)}, run{2, scored(0.24), repeat(20, 3)}), "MIN_SCORE", 0.15), ""},
		"never lower":                  {with(mixed(), "MIN_SCORE", 0.5), ""},
		"older than 14 days":           {input(run{15, bad, repeat(20, -4)}, run{2, good, repeat(20, 3)}), ""},
		"14 days":                      {input(run{13, bad, repeat(20, -4)}, run{2, good, repeat(20, 3)}), "MIN_SCORE 0 > 0.2 3 20"},
		"a lower score is as good":     {input(run{3, bad, repeat(20, 3)}, run{2, good, repeat(20, 3)}), ""},
		"spikes":                       {spikes(10), "ANALYZER_HIT_UP_THRESHOLD_PCT 5 > 15 3 20"},
		"spikes, too few":              {spikes(9), ""},
		"spikes, one point away":       {with(spikes(10), "ANALYZER_HIT_UP_THRESHOLD_PCT", 14), ""},
		"spikes, more than a point":    {with(spikes(10), "ANALYZER_HIT_UP_THRESHOLD_PCT", 13.9), "ANALYZER_HIT_UP_THRESHOLD_PCT 13.9 > 15 3 20"},
		"spikes, lower is worse":       {with(spikes(10), "ANALYZER_HIT_UP_THRESHOLD_PCT", 17), ""},
		"nobody reached 15":            {input(run{2, usual(), repeat(20, 14, 13)}), ""},
		"ends higher than 30":          {input(run{2, usual(), repeat(20, 35)}), "ANALYZER_HIT_UP_THRESHOLD_PCT 5 > 30 3 20"},
		"outcomes are not known":       {func() Input { in := spikes(10); in.Alerts[0].Outcome = nil; return in }(), ""},
		"both, and a fall of the day":  {after(input(run{3, bad, repeat(20, -4)}, run{0, usual(), repeat(10, -2, 3)}), 0, repeat(10, 18, 1)...), "MIN_SCORE 0 > 0.2 3 20, ANALYZER_HIT_UP_THRESHOLD_PCT 5 > 15 3 40"},
		"a value without enough alert": {input(run{4, bad, repeat(21, -4)}, run{2, good, repeat(19, 3)}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := swept(t, c.in); got != c.want {
				t.Errorf("recommends %s, want %s", got, c.want)
			}
		})
	}
}

// TestOneRecommendationEach has two rules that want a parameter; the one that
// matters more is followed.
func TestOneRecommendationEach(t *testing.T) {
	in := after(input(run{0, usual(), repeat(10, -2, 1)}), 0, repeat(10, 18, 1)...)
	in.Alerts[0].Outcome.Return = -40 // a deep fall, unless it is sold
	var got []string
	for _, r := range make1(t, in).Content.Recommendations {
		if r.Parameter == "ANALYZER_HIT_UP_THRESHOLD_PCT" {
			got = append(got, r.New)
		}
	}
	if len(got) != 1 || got[0] != "15" {
		t.Errorf("recommends %v", got)
	}
}

// TestResampling draws from outcomes of which a few decide: the confidence is that
// of the draws, and the same each time.
func TestResampling(t *testing.T) {
	alerts := input(run{2, usual(), repeat(25, 1)}).Alerts
	present := trial{0, repeat(25, 0)}
	lucky := trial{1, append(repeat(24, -1), 40)} // better when the one is drawn: 1-(24/25)^25 = 64 %
	best, confidence := resample(present, []trial{lucky}, sourceOf(alerts))
	if best != 0 || math.Abs(confidence-0.64) > 0.12 {
		t.Errorf("best %d, confidence %v", best, confidence)
	}
	if again, same := resample(present, []trial{lucky}, sourceOf(alerts)); again != best || same != confidence {
		t.Errorf("then %d, %v", again, same)
	}
	for name, trials := range map[string][]trial{
		"worse": {{1, repeat(25, -1)}}, "as good": {{1, repeat(25, 0)}}, "nothing left": {{1, repeat(25, math.NaN())}}, "none": nil,
	} {
		if best, confidence := resample(present, trials, sourceOf(alerts)); best != -1 || confidence != 0 {
			t.Errorf("%s: %d, %v", name, best, confidence)
		}
	}
	if best, confidence := resample(present, []trial{{1, repeat(25, 1)}, {2, repeat(25, 2)}, {3, repeat(25, 2)}}, sourceOf(alerts)); best != 1 || confidence != 1 {
		t.Errorf("the first of the best: %d, %v", best, confidence)
	}
}
