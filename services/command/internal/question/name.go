package question

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// maxNames is how many words are looked up.
const maxNames = 6

var (
	word = regexp.MustCompile(`[$^]?[\pL\pN][\pL\pN.\-&]*`)
	// ratios are measures written with the letters of symbols.
	ratios = words(`p/[es]`)
	// plain are words in capitals that name no symbol unless a $ says so.
	plain = strings.Fields(`A I AN AND ARE AT BE BUY BY CAN CEO CFO DO DOES EPS ETF FOR GDP HAS HOW IN IS IT ITS IPO MY NO NOT OF ON OR
		OUT PE SELL SEC SO THE THIS TO UP US USA USD VS WAS WHAT WHEN WHY YES YOU RSI MACD ATR ADX SMA EMA VWAP OBV MFI YTD ATH AI AM PM
		NYSE NASDAQ OTC`)
)

// names finds symbols, and words that may be names of companies.
func names(text string) (symbols []symbol.Symbol, others []string) {
	for _, token := range word.FindAllString(ratios.ReplaceAllString(text, " "), -1) {
		token = strings.TrimRight(token, ".-&")
		s, err := symbol.Parse(token)
		if err == nil && isSymbol(token) {
			if !slices.Contains(symbols, s) && len(symbols) < MaxSymbols {
				symbols = append(symbols, s)
			}
			continue
		}
		lower := strings.ToLower(strings.TrimSuffix(token, "'s"))
		if len(lower) >= 3 && len(others) < maxNames && !known(lower) && !slices.Contains(others, lower) {
			others = append(others, lower)
		}
	}
	return symbols, others
}

// isSymbol reports whether a word was meant as a symbol.
func isSymbol(token string) bool {
	if strings.HasPrefix(token, "$") || strings.HasPrefix(token, "^") {
		return true
	}
	letters := strings.ContainsFunc(token, unicode.IsLetter)
	return letters && token == strings.ToUpper(token) && len(token) <= 5 && !unicode.IsDigit(rune(token[0])) && !slices.Contains(plain, token)
}

// common are words of questions that are looked up in vain, or found where
// they were not meant.
var common = strings.Fields(`the and are was were has have had how what when where which who why did does can could should would will
	weeks months quarters years over past last this that than then its their more most less least much many any all been being from with about into between for
	not now stock stocks share shares symbol please tell show give me you your good bad best worst today yesterday days sessions
	look looks looking doing going chart current currently latest recent recently since under above below near high low compared`)

// known reports whether a word is common, or says what is asked for.
func known(lower string) bool {
	if slices.Contains(common, lower) {
		return true
	}
	for _, m := range measures {
		if m.words.MatchString(lower) {
			return true
		}
	}
	for _, w := range windows {
		if w.words.MatchString(lower) {
			return true
		}
	}
	return false
}
