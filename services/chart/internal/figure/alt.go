package figure

import (
	"fmt"
	"strings"
)

// maxAlt is the longest description Discord takes, in characters.
const maxAlt = 1024

// AltText says in words what the picture shows.
func AltText(in Input) string {
	amount, percent := in.Change()
	decimals := decimalsOf(in.last().Close)
	low, high := in.Bars[in.SpanStart].Low, in.Bars[in.SpanStart].High
	for _, b := range in.span() {
		low, high = min(low, b.Low), max(high, b.High)
	}
	move := "unchanged"
	switch {
	case amount > 0:
		move = fmt.Sprintf("up %s%%", number(percent, 2))
	case amount < 0:
		move = fmt.Sprintf("down %s%%", number(-percent, 2))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s) candlestick chart over %s, %d bars. Last %s %s, %s over the span; range %s to %s.",
		in.Symbol, in.Name, strings.ToLower(in.Timeframe.Label()), len(in.span()),
		number(in.last().Close, decimals), in.Currency, move, number(low, decimals), number(high, decimals))
	fmt.Fprintf(&b, " %s, as of %s.", upperFirst(in.Provider), in.AsOf.In(in.Zone).Format("2 Jan 2006"))
	if in.Synthetic {
		b.WriteString(" The bars within a day are synthetic, expanded from real daily bars.")
	}
	text := []rune(b.String())
	return string(text[:min(len(text), maxAlt)])
}
