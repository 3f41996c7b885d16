package report

import (
	"fmt"
	"math"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
)

// Samples the rules need at least.
const (
	leastOutcomes = 11
	leastWeek     = 10
	manyWeek      = 20
)

// weekDays are the days of a week.
const weekDays = 7

// points is a difference of rates that counts.
const points = 0.1

// one is the advice of a rule that has only one.
func one(parameter string, value float64, impact Impact, sample int, format string, args ...any) []advice {
	return []advice{{parameter: parameter, value: value, impact: impact, reason: fmt.Sprintf(format, args...), sample: sample}}
}

// weakHits asks for better alerts when fewer than half hit and it gets worse.
func weakHits(f *figures) []advice {
	if f.day.Sample < leastOutcomes || *f.day.HitRate >= 0.5 || f.settings.MinScore >= 0.3 {
		return nil
	}
	week, before := f.measure(1-weekDays, 1), f.measure(1-2*weekDays, 1-weekDays)
	declining := before.HitRate != nil && *week.HitRate < *before.HitRate
	below := f.mean.HitRate != nil && *f.day.HitRate <= *f.mean.HitRate-points
	if !declining && !below {
		return nil
	}
	return one("MIN_SCORE", 0.3, High, f.day.Sample, "Only %.0f %% of the alerts hit, and that is getting worse.", 100**f.day.HitRate)
}

// losses lowers the ceiling when the day lost on average.
func losses(f *figures) []advice {
	if f.day.Sample < leastOutcomes || *f.day.AverageReturn >= 0 || f.settings.Ceiling <= 5 {
		return nil
	}
	return one("PRICE_CEILING", 5, Medium, f.day.Sample, "Alerts returned %.2f %% on average.", *f.day.AverageReturn)
}

// deepFall asks for more of a hit after a deep fall.
func deepFall(f *figures) []advice {
	if f.day.Sample == 0 || *f.day.MaxDrawdown >= -15 || f.settings.Hit >= 7 {
		return nil
	}
	return one("ANALYZER_HIT_UP_THRESHOLD_PCT", 7, Medium, f.day.Sample, "Returns fell by up to %.1f points.", -*f.day.MaxDrawdown)
}

// unevenReturns asks for more confidence when returns are uneven.
func unevenReturns(f *figures) []advice {
	if f.day.Sample < leastOutcomes || f.day.Sharpe == nil || *f.day.Sharpe >= 0.5 || f.value("CONFIDENCE_HIGH") >= 0.85 {
		return nil
	}
	return one("CONFIDENCE_HIGH", 0.85, High, f.day.Sample, "Returns are uneven, with a Sharpe ratio of %.2f.", *f.day.Sharpe)
}

// keywordsOfTheDay weighs the most frequent kinds of news by how they hit.
func keywordsOfTheDay(f *figures) []advice {
	var list []advice
	kinds := categories(f.settings, f.in.days(0, 1))
	for _, kind := range kinds[:min(5, len(kinds))] {
		if kind.Figures.Sample < leastWeek {
			continue
		}
		rate, name := *kind.Figures.HitRate, "KEYWORD_WEIGHT_"+kind.Name
		factor, impact := 1.0, Low
		switch {
		case rate > 0.6:
			factor = 1.2
		case rate < 0.4:
			factor, impact = 0.8, Medium
		}
		if f.moved(kind.Name) {
			impact = High
		}
		list = append(list, one(name, cents(f.value(name)*factor), impact, kind.Figures.Sample,
			"%.0f %% of the day's alerts of this kind hit.", 100*rate)...)
	}
	return list
}

// moved reports whether the hits of a kind of news changed much in a week.
func (f *figures) moved(kind string) bool {
	week, before := f.kind(kind, 1-weekDays, 1), f.kind(kind, 1-2*weekDays, 1-weekDays)
	return week.HitRate != nil && before.HitRate != nil && math.Abs(*week.HitRate-*before.HitRate) >= points
}

// keywordsOfTheWeek weighs kinds of news by how they hit in a week.
func keywordsOfTheWeek(f *figures) []advice {
	var list []advice
	for _, kind := range categories(f.settings, f.in.days(1-weekDays, 1)) {
		if kind.Figures.Sample < leastWeek {
			continue
		}
		rate, name := *kind.Figures.HitRate, "KEYWORD_WEIGHT_"+kind.Name
		step, impact := 0.0, Medium
		switch {
		case rate >= 0.7:
			step = 0.15
		case rate < 0.4:
			step = -0.15
		}
		if kind.Figures.Sample >= manyWeek {
			impact = High
		}
		list = append(list, one(name, cents(f.value(name)+step), impact, kind.Figures.Sample,
			"%.0f %% of the week's alerts of this kind hit.", 100*rate)...)
	}
	return list
}

// kind is the figures of a kind of news on some days; see Input.days.
func (f *figures) kind(name string, from, to int) alert.Figures {
	var list []alert.Alert
	for _, a := range f.in.days(from, to) {
		if a.Category == name {
			list = append(list, a)
		}
	}
	return f.settings.Measure(list)
}

func cents(number float64) float64 { return math.Round(number*100) / 100 }
