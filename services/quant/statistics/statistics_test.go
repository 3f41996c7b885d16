package statistics

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b)) }

func TestWorkedNumbers(t *testing.T) {
	prices := []float64{100, 110, 99, 108.9}
	changes := Changes(prices) // +10 %, -10 %, +10 %
	total, _ := Return(prices)
	mean, _ := Mean(changes)
	deviation, _ := Deviation(changes)
	volatility, _ := Volatility(changes)
	sharpe, _ := Sharpe(changes)
	sortino, _ := Sortino(changes)
	year := math.Sqrt(252)
	for name, c := range map[string][2]float64{
		"return": {total, 0.089}, "mean": {mean, 0.1 / 3}, "deviation": {deviation, math.Sqrt(4.0 / 300)},
		"volatility": {volatility, math.Sqrt(4.0/300) * year},
		"sharpe":     {sharpe, 0.1 / 3 / math.Sqrt(4.0/300) * year},
		"sortino":    {sortino, 0.1 / 3 / math.Sqrt(0.01/3) * year},
		"drawdown":   {MaxDrawdown(prices).Depth, 0.1},
	} {
		if !near(c[0], c[1]) {
			t.Errorf("%s is %v, want %v", name, c[0], c[1])
		}
	}
	if fall := MaxDrawdown(prices); fall.Peak != 1 || fall.Trough != 2 {
		t.Errorf("fall %+v", fall)
	}
}

func TestAbsent(t *testing.T) {
	flat := []float64{0.01, 0.01, 0.01}
	start := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, ok := range map[string]bool{
		"return of one": second(Return([]float64{1})), "mean of none": second(Mean(nil)),
		"deviation of one": second(Deviation([]float64{1})), "sharpe of flat": second(Sharpe(flat)),
		"sortino without losses": second(Sortino(flat)), "sortino of one": second(Sortino([]float64{-1})),
		"correlation with flat":      second(Correlation(flat, []float64{1, 2, 3})),
		"correlation of two":         second(Correlation([]float64{1, 2}, []float64{1, 2})),
		"correlation of two lengths": second(Correlation(flat, []float64{1, 2})),
		"annual return of a month":   second(AnnualReturn(0.1, start, start.AddDate(0, 1, 0))),
		"annual return of a ruin":    second(AnnualReturn(-1, start, start.AddDate(2, 0, 0))),
	} {
		if ok {
			t.Errorf("%s is present", name)
		}
	}
	if Changes([]float64{1}) != nil || MaxDrawdown(nil) != (Fall{}) || MaxDrawdown([]float64{1, 2, 3}).Depth != 0 {
		t.Error("something came of nothing")
	}
}

func second(_ float64, ok bool) bool { return ok }

func TestAnnualReturn(t *testing.T) {
	start := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	got, ok := AnnualReturn(0.21, start, start.Add(time.Duration(2*365.25*24)*time.Hour))
	if !ok || !near(got, 0.1) {
		t.Errorf("21 %% in two years is %v a year, %v", got, ok)
	}
}

// TestLaws holds for any prices: scale changes nothing, a run correlates with
// itself by 1 and with its mirror by -1, and correlation has no order.
func TestLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		a, b, mirrored := make([]float64, 30), make([]float64, 30), make([]float64, 29)
		for i := range a {
			a[i], b[i] = math.Exp(random.NormFloat64()), math.Exp(random.NormFloat64())
		}
		x, y := Changes(a), Changes(b)
		for i := range x {
			mirrored[i] = -x[i]
		}
		self, _ := Correlation(x, x)
		mirror, _ := Correlation(x, mirrored)
		ab, _ := Correlation(x, y)
		ba, _ := Correlation(y, x)
		if !near(self, 1) || !near(mirror, -1) || !near(ab, ba) || math.Abs(ab) > 1 {
			t.Fatalf("correlations %v %v %v %v", self, mirror, ab, ba)
		}
		scaled := make([]float64, len(a))
		for i := range a {
			scaled[i] = 8 * a[i]
		}
		if got, want := MaxDrawdown(scaled), MaxDrawdown(a); got != want || got.Depth < 0 || got.Depth >= 1 {
			t.Fatalf("fall %+v of scaled prices, want %+v", got, want)
		}
	}
}
