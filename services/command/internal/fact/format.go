package fact

import (
	"math"
	"strconv"
	"strings"
)

// Shown is the value as people read it, or the words. Money has the currency
// before it, when one is given.
func (f Fact) Shown(currency string) string {
	if f.Value == nil {
		return f.Words
	}
	v := *f.Value
	switch f.Unit {
	case Percent:
		return strconv.FormatFloat(v, 'f', 1, 64) + "%"
	case Money:
		return strings.TrimSpace(currency + " " + money(v))
	case Shares:
		return large(v)
	case Times:
		return strconv.FormatFloat(v, 'f', 2, 64) + "x"
	case Count:
		return strconv.FormatFloat(v, 'f', 0, 64)
	default:
		if math.Abs(v) < 10 {
			return strconv.FormatFloat(v, 'f', 2, 64)
		}
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
}

// money has the decimals its size needs.
func money(v float64) string {
	switch size := math.Abs(v); {
	case size >= 1e6:
		return large(v)
	case size >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	default:
		return strconv.FormatFloat(v, 'f', 4, 64)
	}
}

func large(v float64) string {
	for _, step := range []struct {
		size float64
		name string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}} {
		if math.Abs(v) >= step.size {
			return strconv.FormatFloat(v/step.size, 'f', 2, 64) + step.name
		}
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}
