package technical

import (
	"math"
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/indicator"
)

func rising(n int) []float64 {
	closes := make([]float64, n)
	for i := range closes {
		closes[i] = 100 + float64(i)
	}
	return closes
}

func TestSum(t *testing.T) {
	full, err := Sum(rising(60))
	if err != nil {
		t.Fatal(err)
	}
	if *full.RSI != 100 || *full.ShortAverage != 149.5 || *full.LongAverage != 134.5 || full.Trend != indicator.Up {
		t.Errorf("60 closes: rsi %v short %v long %v trend %v", *full.RSI, *full.ShortAverage, *full.LongAverage, full.Trend)
	}
	part, err := Sum(rising(30))
	if err != nil {
		t.Fatal(err)
	}
	if part.RSI == nil || part.ShortAverage == nil || part.LongAverage != nil || part.Trend != indicator.Unknown {
		t.Errorf("30 closes: %+v", part)
	}
	if none, err := Sum(nil); err != nil || none != (Summary{}) {
		t.Errorf("no closes: %+v, %v", none, err)
	}
	if _, err := Sum(append(rising(60), math.NaN())); err == nil {
		t.Error("NaN accepted")
	}
}

func TestRelative(t *testing.T) {
	volume, mean, zero := int64(50), 100.0, 0.0
	if got := Relative(&volume, &mean); got == nil || *got != 0.5 {
		t.Errorf("half of the mean: %v", got)
	}
	for name, got := range map[string]*float64{
		"no volume": Relative(nil, &mean), "no mean": Relative(&volume, nil), "mean 0": Relative(&volume, &zero),
	} {
		if got != nil {
			t.Errorf("%s: %v", name, *got)
		}
	}
}
