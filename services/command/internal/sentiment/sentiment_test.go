package sentiment

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	now     = time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC)
	weights = Weights{Local: 0.4, External: 0.3, Filings: 0.2, Analysts: 0.05, Earnings: 0.05}
)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func TestOf(t *testing.T) {
	sum := Of([]Tone{
		{Local, ago(0), 0.8}, {Local, ago(7), 0.2}, {Filings, ago(1), -0.9}, {Filings, ago(31), 1}, {Earnings, ago(-1), 1},
	}, weights, now)
	local := (0.8 + 0.5*0.2) / 1.5
	want := local*2/3 - 0.9/3
	if math.Abs(*sum.Score-want) > 1e-12 || *sum.Pieces[2].Score != -0.9 || sum.Pieces[2].Tones != 1 || sum.Pieces[4].Score != nil {
		t.Errorf("%+v, want %v", sum, want)
	}
	if p := sum.Pieces[0]; math.Abs(p.Share-2.0/3) > 1e-12 || p.Weight != 0.4 || sum.Pieces[1].Share != 0 {
		t.Errorf("pieces %+v", sum.Pieces)
	}
}

func TestNoData(t *testing.T) {
	for name, sum := range map[string]Sum{
		"nothing": Of(nil, weights, now), "old": Of([]Tone{{Local, ago(40), 1}}, weights, now), "no weight": Of([]Tone{{Local, now, 1}}, nil, now),
	} {
		if sum.Score != nil || len(sum.Pieces) != len(Sources) {
			t.Errorf("%s: %+v", name, sum)
		}
	}
	if sum := Of([]Tone{{Local, now, 0}}, weights, now); sum.Score == nil || *sum.Score != 0 {
		t.Error("a neutral tone is no data")
	}
}

// TestBounds holds for any tones: the score lies among them, and shares are 1.
func TestBounds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		var tones []Tone
		low, high := 1.0, -1.0
		for range 1 + random.IntN(20) {
			tone := Tone{Sources[random.IntN(len(Sources))], ago(random.IntN(30)), 2*random.Float64() - 1}
			low, high = min(low, tone.Value), max(high, tone.Value)
			tones = append(tones, tone)
		}
		sum, shares := Of(tones, weights, now), 0.0
		for _, p := range sum.Pieces {
			shares += p.Share
		}
		if *sum.Score < low-1e-9 || *sum.Score > high+1e-9 || math.Abs(shares-1) > 1e-9 {
			t.Fatalf("%+v of %+v", sum, tones)
		}
	}
}
