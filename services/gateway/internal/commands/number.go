package commands

import (
	"fmt"
	"math"
	"strings"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
)

// price writes an amount the way its exchange quotes it: two decimals, four
// below one unit, thousands separated.
func price(amount float64, currency string) string {
	return sign(currency) + grouped(amount, decimals(amount))
}

// signedPrice writes a difference with the decimals of the price it belongs to.
func signedPrice(difference, of float64, currency string) string {
	text := sign(currency) + grouped(math.Abs(difference), decimals(of))
	switch {
	case difference > 0:
		return "+" + text
	case difference < 0:
		return "-" + text
	default:
		return text
	}
}

func decimals(amount float64) int {
	if math.Abs(amount) < 1 {
		return 4
	}
	return 2
}

func sign(currency string) string {
	switch currency {
	case "USD":
		return "$"
	case "":
		return ""
	default:
		return currency + " "
	}
}

// counted is a number of things.
func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func grouped(amount float64, decimals int) string {
	text := fmt.Sprintf("%.*f", decimals, amount)
	whole, fraction, _ := strings.Cut(text, ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String() + "." + fraction
}

// compact writes a count with a letter for its size, such as 27.48M.
func compact(count float64) string {
	for _, unit := range []struct {
		size   float64
		letter string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}} {
		if count >= unit.size {
			return fmt.Sprintf("%.2f%s", count/unit.size, unit.letter)
		}
	}
	return fmt.Sprintf("%.0f", count)
}

// percentage writes a change in percent with its sign; what rounds to nothing
// has none.
func percentage(percent float64) string {
	if math.Abs(percent) < 0.005 {
		return "0.00%"
	}
	return fmt.Sprintf("%+.2f%%", percent)
}

func asOf(p *marketv1.Provenance) string {
	return "as of " + p.GetAsOf().AsTime().UTC().Format("2 Jan 2006")
}

// provenanceText is the small print under numbers: whose they are, how old,
// and whether they were observed.
func provenanceText(p *marketv1.Provenance) string {
	text := fmt.Sprintf("Source: %s (%s) · %s", p.GetProvider(), p.GetSource(), asOf(p))
	if timeliness := timelinessText(p); timeliness != "" {
		text += " · " + timeliness
	}
	if p.GetSynthetic() {
		text += " · SYNTHETIC intraday, expanded from real daily bars"
	}
	if p.GetStale() {
		text += " · not fresh: fetched " + p.GetFetchedAt().AsTime().UTC().Format("15:04") + " UTC"
	}
	if passed := p.GetPassedOver(); len(passed) > 0 {
		text += " · no answer from " + strings.Join(passed, ", ")
	}
	return text + " · not advice"
}

// timelinessText says how soon such numbers are to be had, and nothing when
// that is not known.
func timelinessText(p *marketv1.Provenance) string {
	switch p.GetTimeliness() {
	case marketv1.Timeliness_TIMELINESS_REAL_TIME:
		return "real time"
	case marketv1.Timeliness_TIMELINESS_DELAYED:
		return fmt.Sprintf("delayed %.0f min", p.GetDelay().AsDuration().Minutes())
	case marketv1.Timeliness_TIMELINESS_END_OF_DAY:
		return "end of day"
	default:
		return ""
	}
}
