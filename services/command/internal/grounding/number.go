package grounding

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

// number is one stated in a text.
type number struct {
	value float64
	// slack is half a unit of its last digit.
	slack float64
	// signed is true when a sign was written.
	signed bool
	// units it may have.
	units []fact.Unit
}

var (
	anyNumber  = []fact.Unit{fact.Number, fact.Percent, fact.Money, fact.Shares, fact.Times, fact.Count}
	numberForm = regexp.MustCompile(`(?i)([$€£¥]|\b(?:USD|EUR|GBP|JPY)\s?)?([+\-−–]\s?)?([$€£¥])?` +
		`(\d[\d,]*(?:\.\d+)?|\.\d+)(e[+\-]?\d+)?\s?` +
		`(%|percent(?:age points?)?|per cent|pct|basis points|bps|trillion|billion|million|thousand|[tbmk]\b|x\b|times\b|dollars|cents|USD)?`)
	scales = map[string]float64{
		"trillion": 1e12, "t": 1e12, "billion": 1e9, "b": 1e9, "million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3,
	}
)

// numbers finds every one in a text.
func numbers(text string) []number {
	var found []number
	for _, m := range numberForm.FindAllStringSubmatch(text, -1) {
		n, err := parse(m[4], m[5])
		if err != nil {
			n.value = math.NaN() // equal to nothing that is known
		}
		unit := strings.ToLower(m[6])
		if scale, ok := scales[unit]; ok {
			n.value, n.slack = n.value*scale, n.slack*scale
		}
		sign := strings.TrimSpace(m[2])
		n.signed = sign == "+" || sign == "-" || sign == "−"
		if n.signed && sign != "+" {
			n.value = -n.value
		}
		n.units = unitsOf(m[1]+m[3], unit)
		if unit == "basis points" || unit == "bps" {
			n.value, n.slack = n.value/100, n.slack/100
		}
		found = append(found, n)
	}
	return found
}

func parse(digits, exponent string) (number, error) {
	plain := strings.ReplaceAll(digits, ",", "")
	value, err := strconv.ParseFloat(plain+exponent, 64)
	decimals := 0
	if _, fraction, ok := strings.Cut(plain, "."); ok {
		decimals = len(fraction)
	}
	return number{value: value, slack: 0.5 * math.Pow(10, -float64(decimals))}, err
}

func unitsOf(currency, unit string) []fact.Unit {
	switch {
	case strings.HasPrefix(unit, "p") || unit == "%" || unit == "bps" || unit == "basis points":
		return []fact.Unit{fact.Percent}
	case currency != "" || unit == "dollars" || unit == "cents" || unit == "usd":
		return []fact.Unit{fact.Money}
	case unit == "x" || unit == "times":
		return []fact.Unit{fact.Times}
	default:
		return anyNumber
	}
}
