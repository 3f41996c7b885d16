package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

var day = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// run is some alerts of one day, all alike but for their returns.
type run struct {
	daysAgo int
	like    alert.Alert
	returns []float64
}

// repeat is a pattern of returns over and over.
func repeat(times int, pattern ...float64) []float64 {
	var all []float64
	for range times {
		all = append(all, pattern...)
	}
	return all
}

func input(runs ...run) Input {
	in := Input{Date: day, Values: catalogue.Defaults(), Revision: 3}
	for _, r := range runs {
		for i, result := range r.returns {
			a := r.like
			a.ID, a.SentAt = fmt.Sprint(r.daysAgo, "-", i), day.AddDate(0, 0, -r.daysAgo).Add(time.Duration(i)*time.Minute)
			a.Outcome = &alert.Outcome{Return: result, MeasuredAt: a.SentAt.Add(time.Hour)}
			in.Alerts = append(in.Alerts, a)
		}
	}
	return in
}

func usual() alert.Alert {
	return alert.Alert{Symbol: "AAPL", Category: "OTHER", Price: 4, Score: 0.5, Confidence: 0.7}
}

func make1(t *testing.T, in Input) Report {
	t.Helper()
	r, err := Make(in, day.AddDate(0, 0, 2))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFigures(t *testing.T) {
	high := alert.Alert{Category: "FILING", Price: 0.5, Score: 0.5, Confidence: 0.9}
	r := make1(t, input(run{31, usual(), []float64{1}}, run{30, usual(), []float64{10}}, run{1, usual(), []float64{-10, 10}},
		run{0, usual(), []float64{6, 1, -6}}, run{0, high, []float64{8}}))
	c := r.Content
	if c.Day.Alerts != 4 || c.Day.Hits != 2 || *c.Day.HitRate != 0.5 || c.DayBefore.Alerts != 2 || c.ThirtyDays.Alerts != 3 || c.Revision != 3 {
		t.Errorf("content %+v", c)
	}
	if h := c.History; len(h) != 31 || h[0].Date != "2026-10-21" || h[0].Sum != 10 || h[0].Figures.Sample != 1 || h[1].Figures.HitRate != nil ||
		h[1].Sum != 10 || h[30].Date != "2026-11-20" || h[30].Sum != 10+0+9 {
		t.Errorf("history %+v", h)
	}
	for what, got := range map[string]string{
		"OTHER 3, FILING 1": names(c.Categories), "high 1, moderate 3": names(c.Confidences), "below $1 1, $1 to $5 3": names(c.Prices),
	} {
		if got != what {
			t.Errorf("%s, want %s", got, what)
		}
	}
	if len(c.Recommendations) != 0 {
		t.Errorf("4 outcomes speak for %v", c.Recommendations)
	}
}

func names(list []Slice) string {
	var all []string
	for _, s := range list {
		all = append(all, fmt.Sprint(s.Name, " ", s.Figures.Alerts))
	}
	return strings.Join(all, ", ")
}

func TestNothingToReport(t *testing.T) {
	c := make1(t, input()).Content
	if c.Day.HitRate != nil || c.Day.Sharpe != nil || len(c.Recommendations) != 0 || len(c.Categories) != 0 {
		t.Errorf("content %+v", c)
	}
}

func TestReportsAreFrozen(t *testing.T) {
	in := input(run{0, usual(), []float64{6, -6}})
	r, same := make1(t, in), make1(t, in)
	if r.ID != same.ID || !strings.HasPrefix(r.ID, "2026-11-20-") || len(r.Hash) != 64 {
		t.Errorf("%s and %s", r.ID, same.ID)
	}
	in.Alerts[1].Outcome.Return = 6
	if newer := make1(t, in); newer.ID == r.ID {
		t.Error("other content has the same id")
	}
	again, err := Open(r.ID, r.Body, r.MadeAt)
	if err != nil || again.Hash != r.Hash || *again.Content.Day.HitRate != 0.5 {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := Open(r.ID, strings.Replace(r.Body, `"hits":1`, `"hits":2`, 1), r.MadeAt); err == nil {
		t.Error("forged content accepted")
	}
}

func TestRecommendations(t *testing.T) {
	low, keyword := usual(), usual()
	low.Score = 0.1
	keyword.Category = "CLINICAL"
	for name, c := range map[string]struct {
		runs []run
		want string
	}{
		"too few":           {[]run{{0, usual(), repeat(10, -1)}}, ""},
		"good day":          {[]run{{0, usual(), repeat(6, 6, 7)}}, ""},
		"score pays":        {[]run{{3, low, repeat(20, -4)}, {2, usual(), repeat(10, 6, 7)}}, "MIN_SCORE 0 > 0.2 3 20"},
		"score pays little": {[]run{{3, low, repeat(20, -4)}, {2, usual(), repeat(9, 6, 7)}}, ""},
		"worse than before": {[]run{{9, usual(), repeat(10, 6)}, {0, usual(), repeat(5, 6, 3, 4)}}, "MIN_SCORE 0 > 0.3 3 15"},
		"no worse":          {[]run{{9, usual(), repeat(5, 6, 3, 3, 3)}, {0, usual(), repeat(5, 6, 3, 4)}}, ""},
		"losing":            {[]run{{0, usual(), repeat(6, 5, -6)}}, "CONFIDENCE_HIGH 0.8 > 0.85 3 12, PRICE_CEILING 10 > 5 2 12"},
		"deep fall":         {[]run{{0, usual(), []float64{20, -16, 20}}}, "ANALYZER_HIT_UP_THRESHOLD_PCT 5 > 7 2 3"},
		"keyword hits":      {[]run{{0, keyword, repeat(10, 6)}}, "KEYWORD_WEIGHT_CLINICAL 1 > 1.15 2 10"},
		"keyword often":     {[]run{{0, keyword, repeat(10, 6, 7)}}, "KEYWORD_WEIGHT_CLINICAL 1 > 1.15 3 20"},
		"keyword misses":    {[]run{{0, keyword, repeat(10, 3)}}, "KEYWORD_WEIGHT_CLINICAL 1 > 0.8 2 10"},
		"keyword turns":     {[]run{{9, keyword, repeat(10, 3)}, {0, keyword, repeat(10, 6)}}, "KEYWORD_WEIGHT_CLINICAL 1 > 1.2 3 10"},
		"keyword unknown":   {[]run{{0, usual(), repeat(10, 6)}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, r := range make1(t, input(c.runs...)).Content.Recommendations {
				got = append(got, fmt.Sprint(r.Parameter, " ", r.Old, " > ", r.New, " ", r.Impact, " ", r.Sample))
			}
			if all := strings.Join(got, ", "); all != c.want {
				t.Errorf("recommends %s, want %s", all, c.want)
			}
		})
	}
}

// TestRulesAreKept has a floor above what would be recommended as the ceiling.
func TestRulesAreKept(t *testing.T) {
	in := input(run{0, usual(), repeat(6, 5, -6)})
	in.Values["PRICE_FLOOR"] = catalogue.Value{Number: 6}
	for _, r := range make1(t, in).Content.Recommendations {
		if r.Parameter == "PRICE_CEILING" {
			t.Errorf("recommends %+v", r)
		}
	}
}
