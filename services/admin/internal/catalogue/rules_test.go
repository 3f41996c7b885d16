package catalogue

import (
	"errors"
	"strings"
	"testing"
)

func TestRules(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]float64
		broken  string
	}{
		"defaults":             {nil, ""},
		"floor at ceiling":     {map[string]float64{"PRICE_FLOOR": 10}, "PRICE_FLOOR is below"},
		"both moved":           {map[string]float64{"PRICE_FLOOR": 10, "PRICE_CEILING": 20}, ""},
		"ceiling under floor":  {map[string]float64{"PRICE_CEILING": 0.05}, "PRICE_FLOOR is below"},
		"moderate above high":  {map[string]float64{"CONFIDENCE_MODERATE": 0.9}, "CONFIDENCE_MODERATE is below"},
		"one weight":           {map[string]float64{"SENTIMENT_WEIGHT_LOCAL": 0.5}, "are 1 together"},
		"two weights":          {map[string]float64{"SENTIMENT_WEIGHT_LOCAL": 0.5, "SENTIMENT_WEIGHT_EXT": 0.2}, ""},
		"weights at the limit": {map[string]float64{"SENTIMENT_WEIGHT_LOCAL": 0.41}, ""},
		"weights over it":      {map[string]float64{"SENTIMENT_WEIGHT_LOCAL": 0.4101}, "are 1 together"},
	} {
		values := Defaults()
		for parameter, number := range c.changes {
			values[parameter] = Value{Number: number}
		}
		err := CheckRules(values)
		if (err == nil) != (c.broken == "") || err != nil && (!errors.Is(err, ErrOutOfBounds) || !strings.Contains(err.Error(), c.broken)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRulesNameParameters(t *testing.T) {
	for _, r := range rules() {
		for _, name := range r.names {
			if p, ok := Find(name); !ok || p.Kind == Choice {
				t.Errorf("%s: %s is no number", r.text, name)
			}
			if len(RulesOf(name)) == 0 {
				t.Errorf("%s keeps no rule", name)
			}
		}
	}
}

func TestEveryParameterIsChangedBySomeone(t *testing.T) {
	for _, p := range All() {
		if p.ChangedBy.String() == "nobody" || p.ChangedBy.String() == "viewer" {
			t.Errorf("%s is changed by %s", p.Name, p.ChangedBy)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"0", "0.25", "-5", "1e3", "NaN", "0x1p-2", "contrast", "10\nTOKEN=x", " 1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range All() {
			value, err := p.Parse(text)
			if err != nil {
				continue
			}
			if again, err := p.Parse(p.Format(value)); err != nil || again != value {
				t.Errorf("%s: %q is %v, and then %v, %v", p.Name, text, value, again, err)
			}
		}
	})
}
