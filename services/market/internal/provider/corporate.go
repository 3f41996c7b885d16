package provider

import (
	"fmt"
	"strconv"
	"time"
)

// DividendOf is the catalyst of a cash dividend of amount per share, which
// shares bought on the ex-date no longer have.
func DividendOf(exDate time.Time, amount float64, currency string, from Provenance) Catalyst {
	return Catalyst{
		Kind: Dividend, Time: exDate, Provenance: from,
		Headline: fmt.Sprintf("Ex-dividend: %s %s a share", strconv.FormatFloat(amount, 'f', -1, 64), currency),
	}
}

// SplitOf is the catalyst of a split that gives so many shares for one, less
// than 1 for a reverse split.
func SplitOf(exDate time.Time, ratio float64, from Provenance) Catalyst {
	headline := strconv.FormatFloat(ratio, 'f', -1, 64) + "-for-1 split"
	if ratio > 0 && ratio < 1 {
		headline = "1-for-" + strconv.FormatFloat(1/ratio, 'g', 6, 64) + " reverse split"
	}
	return Catalyst{Kind: Split, Time: exDate, Headline: headline, Provenance: from}
}
