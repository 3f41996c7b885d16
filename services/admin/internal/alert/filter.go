package alert

import (
	"math"
	"slices"

	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

// Settings are the parameters that alerts can be measured by.
type Settings struct {
	MinScore, MinSentiment, Floor, Ceiling float64
	// Hit and Miss are returns in percent, from which on an outcome is one.
	Hit, Miss float64
}

// names of the parameters of the settings.
var names = []string{
	"MIN_SCORE", "MIN_SENT_ABS", "PRICE_FLOOR", "PRICE_CEILING",
	"ANALYZER_HIT_UP_THRESHOLD_PCT", "ANALYZER_HIT_DOWN_THRESHOLD_PCT",
}

// Measured reports whether alerts tell anything about a parameter.
func Measured(parameter string) bool { return slices.Contains(names, parameter) }

// SettingsOf are those of all values by name.
func SettingsOf(values map[string]catalogue.Value) Settings {
	number := func(i int) float64 { return values[names[i]].Number }
	return Settings{
		MinScore: number(0), MinSentiment: number(1), Floor: number(2), Ceiling: number(3), Hit: number(4), Miss: number(5),
	}
}

// Keep returns the alerts that the settings let through.
func (s Settings) Keep(alerts []Alert) []Alert {
	var kept []Alert
	for _, a := range alerts {
		if a.Score >= s.MinScore && math.Abs(a.Sentiment) >= s.MinSentiment && a.Price >= s.Floor && a.Price <= s.Ceiling {
			kept = append(kept, a)
		}
	}
	return kept
}

// Looser reports whether the settings let anything through that others do not.
func (s Settings) Looser(than Settings) bool {
	return s.MinScore < than.MinScore || s.MinSentiment < than.MinSentiment || s.Floor < than.Floor || s.Ceiling > than.Ceiling
}
