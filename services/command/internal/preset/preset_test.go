package preset

import (
	"math"
	"testing"

	"github.com/catalyst-bot/mesh/services/command/internal/alert"
)

func TestTakes(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	for name, c := range map[string]struct {
		score, sentiment            *float64
		usual, aggressive, cautious bool
	}{
		"good":         {number(0.6), number(0.5), true, true, true},
		"on the edge":  {number(0.35), number(0.3), true, true, true},
		"sour":         {number(0.6), number(-0.2), true, true, false},
		"no sentiment": {number(0.6), nil, true, true, false},
		"middling":     {number(0.25), number(0.9), true, true, false},
		"weak":         {number(0.2), number(0.9), false, true, false},
		"bad":          {number(0.1), number(0.9), false, false, false},
		"no score":     {nil, number(0.9), false, false, false},
	} {
		a := alert.Alert{Score: c.score, Sentiment: c.sentiment}
		if Default().Takes(a) != c.usual || Aggressive().Takes(a) != c.aggressive || Conservative().Takes(a) != c.cautious {
			t.Errorf("%s: %v %v %v", name, Default().Takes(a), Aggressive().Takes(a), Conservative().Takes(a))
		}
	}
}

func TestByPrice(t *testing.T) {
	for price, want := range map[float64]float64{0.5: 0.05, 1: 0.04, 1.99: 0.04, 2: 0.03, 5: 0.02, 10: 0.02, 20: 0.01, 200: 0.001} {
		if got := ByPrice(price); math.Abs(got.Slippage-want) > 1e-12 || got.Commission != 0 {
			t.Errorf("at %v: %+v, want %v", price, got, want)
		}
	}
}
