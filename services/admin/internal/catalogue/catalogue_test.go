package catalogue

import (
	"errors"
	"testing"
)

func find(t *testing.T, name string) Parameter {
	t.Helper()
	for _, p := range All() {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("there is no %s", name)
	return Parameter{}
}

func TestEveryDefaultIsAllowed(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All() {
		if seen[p.Name] {
			t.Errorf("%s stands twice", p.Name)
		}
		seen[p.Name] = true
		if got, err := p.Parse(p.Format(p.Default)); err != nil || got != p.Default {
			t.Errorf("%s: default %v reads as %v, %v", p.Name, p.Default, got, err)
		}
		if p.Group == "" || p.Description == "" {
			t.Errorf("%s says nothing about itself", p.Name)
		}
	}
	if len(seen) < 26 {
		t.Errorf("only %d parameters", len(seen))
	}
}

func TestParse(t *testing.T) {
	for name, c := range map[string]struct {
		good, bad []string
	}{
		"PRICE_CEILING":                   {[]string{"0.01", "10", "1000"}, []string{"0", "-1", "1001", "Inf", "NaN", "", "ten", "10\nTOKEN=x"}},
		"PRICE_FLOOR":                     {[]string{"0", "5"}, []string{"-0.1"}},
		"MAX_ALERTS_PER_CYCLE":            {[]string{"1", "100"}, []string{"0", "101", "2.5"}},
		"ANALYZER_HIT_DOWN_THRESHOLD_PCT": {[]string{"-5", "-0.5"}, []string{"0", "5", "-51"}},
		"DEFER_BUDGET":                    {[]string{"200", "2000"}, []string{"199", "2001", "1s"}},
		"DAILY_PROVIDERS":                 {[]string{"tiingo-alpaca-sample", "sample"}, []string{"", "sample-sample", "yahoo"}},
		"CHART_THEME":                     {[]string{"dark", "contrast"}, []string{"", "Dark", "pink"}},
	} {
		p := find(t, name)
		for _, text := range c.good {
			if _, err := p.Parse(text); err != nil {
				t.Errorf("%s = %q: %v", name, text, err)
			}
		}
		for _, text := range c.bad {
			if _, err := p.Parse(text); !errors.Is(err, ErrOutOfBounds) {
				t.Errorf("%s = %q accepted", name, text)
			}
		}
	}
}

func TestSentimentWeightsAreOne(t *testing.T) {
	sum := 0.0
	for _, p := range sentiment() {
		sum += p.Default.Number
	}
	if sum < 0.999 || sum > 1.001 {
		t.Errorf("weights are %v together", sum)
	}
}
