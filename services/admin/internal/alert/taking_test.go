package alert

import (
	"testing"
	"time"
)

func TestTaking(t *testing.T) {
	early := func(returns ...float64) []Early {
		var list []Early
		for i, r := range returns {
			list = append(list, Early{Horizon: Horizons[i], Outcome: Outcome{Return: r, MeasuredAt: time.Unix(1, 0), Provider: "test"}})
		}
		return list
	}
	for name, c := range map[string]struct {
		early []Early
		end   float64
		want  float64
	}{
		"only the end is known":     {nil, 20, 15},
		"not reached":               {early(14.9, 3, 2), 14, 14},
		"reached early":             {early(15, 3, 2), -5, 15},
		"reached last":              {early(1, 2, 16), -5, 15},
		"reached in the end":        {early(1, 2, 3), 30, 15},
		"one of them is not known":  {early(1, 17), -5, 15},
		"fell, and some is unknown": {early(-9), -5, -5},
	} {
		a := Alert{Early: c.early, Outcome: &Outcome{Return: c.end}}
		if got := a.Taking(15); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
