package alert

import "math"

// Figures are the results of some alerts. What a figure needs and does not have
// leaves it nil; it is never 0 for want of data.
type Figures struct {
	Alerts int `json:"alerts"`
	// Sample is how many outcomes are known, on which the rest rests.
	Sample int `json:"sample"`
	Hits   int `json:"hits"`
	Misses int `json:"misses"`
	// HitRate is hits per outcome, 0 to 1.
	HitRate *float64 `json:"hit_rate,omitempty"`
	// AverageReturn is in percent.
	AverageReturn *float64 `json:"average_return,omitempty"`
	// MaxDrawdown is the deepest fall of the sum of returns below its highest, in
	// percent points, 0 or below.
	MaxDrawdown *float64 `json:"max_drawdown,omitempty"`
	// Sharpe is the mean return by its standard deviation, not annualised.
	Sharpe *float64 `json:"sharpe,omitempty"`
}

// Measure works the figures out; the alerts are in the order they were sent.
func (s Settings) Measure(alerts []Alert) Figures {
	f := Figures{Alerts: len(alerts)}
	var returns []float64
	for _, a := range alerts {
		if a.Outcome == nil {
			continue
		}
		returns = append(returns, a.Outcome.Return)
		switch {
		case a.Outcome.Return >= s.Hit:
			f.Hits++
		case a.Outcome.Return <= s.Miss:
			f.Misses++
		}
	}
	if f.Sample = len(returns); f.Sample == 0 {
		return f
	}
	rate, average, fall := float64(f.Hits)/float64(f.Sample), mean(returns), drawdown(returns)
	f.HitRate, f.AverageReturn, f.MaxDrawdown = &rate, &average, &fall
	f.Sharpe = sharpe(returns, average)
	return f
}

func mean(returns []float64) float64 {
	sum := 0.0
	for _, r := range returns {
		sum += r
	}
	return sum / float64(len(returns))
}

func drawdown(returns []float64) float64 {
	sum, highest, deepest := 0.0, 0.0, 0.0
	for _, r := range returns {
		sum += r
		highest = max(highest, sum)
		deepest = min(deepest, sum-highest)
	}
	return deepest
}

// sharpe is nil where there is no deviation to divide by.
func sharpe(returns []float64, average float64) *float64 {
	squares := 0.0
	for _, r := range returns {
		squares += (r - average) * (r - average)
	}
	if len(returns) < 2 || squares == 0 {
		return nil
	}
	ratio := average / math.Sqrt(squares/float64(len(returns)-1))
	return &ratio
}
