package figure

import (
	"math"
	"strconv"
	"strings"
)

// minus is the sign that is as wide as a digit.
const minus = "−"

// decimalsOf is how many decimals a price of this size is quoted with.
func decimalsOf(price float64) int {
	switch {
	case price < 0.1:
		return 6
	case price < 1:
		return 4
	default:
		return 2
	}
}

// number writes a value with fixed decimals and grouped thousands; what rounds
// to zero has no sign.
func number(v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, hasFraction := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if hasFraction {
		whole += "." + fraction
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		whole = minus + whole
	}
	return whole
}

// signed is number with a plus in front of what is above zero.
func signed(v float64, decimals int) string {
	text := number(v, decimals)
	if v > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// compact writes a count with a letter for its size and no needless zeros.
func compact(v float64) string {
	for _, unit := range []struct {
		size   float64
		letter string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}} {
		if v >= unit.size {
			text := strconv.FormatFloat(v/unit.size, 'f', 1, 64)
			return strings.TrimSuffix(text, ".0") + unit.letter
		}
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

// niceStep is the round distance, 1, 2, 2.5 or 5 times a power of ten, that
// cuts a span into at most so many parts.
func niceStep(span float64, parts int) float64 {
	raw := span / float64(max(1, parts))
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, factor := range []float64{1, 2, 2.5, 5} {
		if factor*power >= raw {
			return factor * power
		}
	}
	return 10 * power
}

// stepDecimals is how many decimals tell neighbouring ticks apart.
func stepDecimals(step float64) int {
	decimals := 0
	for decimals < 8 && math.Abs(step-math.Round(step)) > 1e-9 {
		step *= 10
		decimals++
	}
	return decimals
}
