package alert

import (
	"math"
	"testing"

	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

func alerts(returns ...float64) []Alert {
	var list []Alert
	for _, r := range returns {
		list = append(list, Alert{Price: 5, Score: 0.5, Sentiment: -0.5, Outcome: &Outcome{Return: r}})
	}
	return list
}

func near(got *float64, want float64) bool { return got != nil && math.Abs(*got-want) < 1e-9 }

func TestMeasure(t *testing.T) {
	s := SettingsOf(catalogue.Defaults())
	f := s.Measure(append(alerts(5, -5, 10, -20, 2), Alert{}))
	// The sum goes 5, 0, 10, -10, -8; the squares of the deviations are 541.2.
	if f.Alerts != 6 || f.Sample != 5 || f.Hits != 2 || f.Misses != 2 || !near(f.HitRate, 0.4) || !near(f.AverageReturn, -1.6) ||
		!near(f.MaxDrawdown, -20) || !near(f.Sharpe, -1.6/math.Sqrt(541.2/4)) {
		t.Errorf("figures %+v, sharpe %v", f, *f.Sharpe)
	}
	if f := s.Measure([]Alert{{}}); f.Alerts != 1 || f.HitRate != nil || f.AverageReturn != nil || f.MaxDrawdown != nil || f.Sharpe != nil {
		t.Errorf("without outcomes %+v", f)
	}
	if f := s.Measure(alerts(3)); f.Sharpe != nil || !near(f.AverageReturn, 3) || !near(f.MaxDrawdown, 0) {
		t.Errorf("one outcome %+v", f)
	}
	if f := s.Measure(alerts(3, 3)); f.Sharpe != nil {
		t.Errorf("no deviation %+v", f)
	}
}

func TestKeep(t *testing.T) {
	base := Settings{Ceiling: 10, Floor: 1, MinScore: 0.2, MinSentiment: 0.1}
	list := []Alert{
		{Price: 1, Score: 0.2, Sentiment: 0.1}, {Price: 10, Score: 1, Sentiment: -1},
		{Price: 0.99, Score: 1, Sentiment: 1}, {Price: 10.01, Score: 1, Sentiment: 1},
		{Price: 5, Score: 0.19, Sentiment: 1}, {Price: 5, Score: 1, Sentiment: -0.09},
	}
	if kept := base.Keep(list); len(kept) != 2 {
		t.Errorf("kept %v", kept)
	}
	for name, looser := range map[string]Settings{
		"score": {Ceiling: 10, Floor: 1, MinScore: 0.1, MinSentiment: 0.1}, "ceiling": {Ceiling: 11, Floor: 2, MinScore: 0.3, MinSentiment: 0.2},
	} {
		if !looser.Looser(base) || base.Looser(base) {
			t.Error(name)
		}
	}
}

func TestNamesAreParameters(t *testing.T) {
	for _, name := range names {
		if p, known := catalogue.Find(name); !known || p.Kind == catalogue.Choice || !Measured(name) {
			t.Errorf("%s is none", name)
		}
	}
}
