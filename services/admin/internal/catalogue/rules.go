package catalogue

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// weightTolerance is how far the sum of the sentiment weights may be off one.
const weightTolerance = 0.01

// rule is what several parameters keep together.
type rule struct {
	text  string
	names []string
	holds func(values []float64) bool
}

func rules() []rule {
	below := func(v []float64) bool { return v[0] < v[1] }
	weights := rule{
		text: fmt.Sprintf("The SENTIMENT_WEIGHT parameters are 1 together, give or take %v.", weightTolerance),
		holds: func(v []float64) bool {
			sum := 0.0
			for _, weight := range v {
				sum += weight
			}
			return math.Abs(sum-1) <= weightTolerance+1e-9 // the sum is not exact
		},
	}
	for _, p := range sentiment() {
		weights.names = append(weights.names, p.Name)
	}
	return []rule{
		{"PRICE_FLOOR is below PRICE_CEILING.", []string{"PRICE_FLOOR", "PRICE_CEILING"}, below},
		{"CONFIDENCE_MODERATE is below CONFIDENCE_HIGH.", []string{"CONFIDENCE_MODERATE", "CONFIDENCE_HIGH"}, below},
		weights,
	}
}

// RulesOf are the rules a parameter keeps with others, one sentence each.
func RulesOf(name string) []string {
	var texts []string
	for _, r := range rules() {
		if slices.Contains(r.names, name) {
			texts = append(texts, r.text)
		}
	}
	return texts
}

// CheckRules checks what parameters keep together; values holds all of them by
// name. ErrOutOfBounds is wrapped with the rules that are broken.
func CheckRules(values map[string]Value) error {
	var broken []string
	for _, r := range rules() {
		numbers := make([]float64, len(r.names))
		for i, name := range r.names {
			numbers[i] = values[name].Number
		}
		if !r.holds(numbers) {
			broken = append(broken, r.text)
		}
	}
	if len(broken) > 0 {
		return BoundsError{strings.Join(broken, " ")}
	}
	return nil
}
