package report

import (
	"cmp"
	"slices"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

// categories are the kinds of news there were, those with most alerts first.
func categories(s alert.Settings, alerts []alert.Alert) []Slice {
	list := split(s, alerts, nil, func(a alert.Alert) string { return a.Category })
	slices.SortStableFunc(list, func(a, b Slice) int {
		return cmp.Or(cmp.Compare(b.Figures.Alerts, a.Figures.Alerts), cmp.Compare(a.Name, b.Name))
	})
	return list
}

func confidences(s alert.Settings, values map[string]catalogue.Value, alerts []alert.Alert) []Slice {
	high, moderate := values["CONFIDENCE_HIGH"].Number, values["CONFIDENCE_MODERATE"].Number
	return split(s, alerts, []string{"high", "moderate", "low", "not told"}, func(a alert.Alert) string {
		switch {
		case a.Untold&alert.Confidence != 0:
			return "not told"
		case a.Confidence >= high:
			return "high"
		case a.Confidence >= moderate:
			return "moderate"
		default:
			return "low"
		}
	})
}

func prices(s alert.Settings, alerts []alert.Alert) []Slice {
	return split(s, alerts, []string{"below $1", "$1 to $5", "$5 to $10", "$10 and above"}, func(a alert.Alert) string {
		switch {
		case a.Price < 1:
			return "below $1"
		case a.Price < 5:
			return "$1 to $5"
		case a.Price < 10:
			return "$5 to $10"
		default:
			return "$10 and above"
		}
	})
}

// split measures parts of the alerts, in the order of the names and then of
// their first alert. Parts without alerts are left out.
func split(s alert.Settings, alerts []alert.Alert, names []string, part func(alert.Alert) string) []Slice {
	parts := map[string][]alert.Alert{}
	for _, a := range alerts {
		name := part(a)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		parts[name] = append(parts[name], a)
	}
	var list []Slice
	for _, name := range names {
		if len(parts[name]) > 0 {
			list = append(list, Slice{name, s.Measure(parts[name])})
		}
	}
	return list
}
