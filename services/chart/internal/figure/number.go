package figure

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// minus is the sign that is as wide as a digit.
const minus = "−"

// decimalsOf is how many decimals a price of this size is quoted with.
func decimalsOf(price float64) int {
	switch {
	case price >= 1:
		return 2
	case price >= 0.1:
		return 4
	default: // at least three digits that count
		return max(6, 2-int(math.Floor(math.Log10(price))))
	}
}

// digits is how many of a number are shown at most, from the first that is not
// zero; more cannot be read and mean nothing.
const digits = 10

// number writes a value with fixed decimals and grouped thousands; what rounds
// to zero has no sign.
func number(v float64, decimals int) string {
	if v != 0 {
		decimals = min(decimals, max(0, digits-1-int(math.Floor(math.Log10(math.Abs(v))))))
	}
	var plain, grouped [64]byte
	text := strconv.AppendFloat(plain[:0], math.Abs(v), 'f', decimals, 64)
	whole := len(text)
	if decimals > 0 {
		whole -= decimals + 1
	}
	out := grouped[:0]
	if v < 0 && bytes.ContainsAny(text, "123456789") {
		out = append(out, minus...)
	}
	for i, digit := range text {
		if i > 0 && i < whole && (whole-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, digit)
	}
	return string(out)
}

// signed is number with a plus in front of what is above zero.
func signed(v float64, decimals int) string {
	text := number(v, decimals)
	if v > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// almost is the part of a unit that rounds up to one of it.
const almost = .99995

// compact writes a count with a letter for its size and no needless zeros.
func compact(v float64) string {
	size := math.Abs(v)
	for _, unit := range []struct {
		size   float64
		letter string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}} {
		if size >= unit.size*almost {
			text := strconv.FormatFloat(size/unit.size, 'f', 1, 64)
			return withSign(v, strings.TrimSuffix(text, ".0")+unit.letter)
		}
	}
	return withSign(v, strconv.FormatFloat(size, 'f', 0, 64))
}

// withSign puts a minus in front of what is below zero and not written as zero.
func withSign(v float64, text string) string {
	if v < 0 && strings.Trim(text, "0.,") != "" {
		return minus + text
	}
	return text
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
