// Package question understands questions in plain words without a model: which
// symbols, which measures and which window. It claims to understand little, and
// says so rather than guess.
package question

import (
	"regexp"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// MaxSymbols is how many symbols one question may be about.
const MaxSymbols = 6

// Help says what is understood.
const Help = "Name a symbol, such as AAPL, and what you want to know: price, return over a week, month, quarter or year, " +
	"trend, RSI, MACD, volume, volatility, drawdown, support, resistance, 52-week high or low, dividends, news, revenue, earnings or P/E. " +
	"Name several symbols to compare them."

// Intent is what a question asks for.
type Intent struct {
	// Symbols are those that stand in the question, in its order; at most
	// MaxSymbols.
	Symbols []symbol.Symbol
	// Names are other words that may be names of companies, in lower case.
	Names []string
	// Keys are those of the facts asked for. Empty when that was not
	// understood.
	Keys []string
	// Opinion is true when it asks what to do, which facts for and against answer.
	Opinion bool
	// Chart is the span that shows the answer.
	Chart timeframe.Timeframe
}

// measure is one thing to ask for. A window, if the question names one, takes
// the place of %w in its keys.
type measure struct {
	words *regexp.Regexp
	keys  []string
}

func words(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:` + alternatives + `)\b`)
}

var measures = []measure{
	{words(`price|prices|quote|trad(?:e|es|ing) at|worth|cost`), []string{"price"}},
	{words(`return|returns|perform\w*|gain\w*|lost|lose|loss|rise|rose|fell|fall|fallen|changed?|moved?|up|down`), []string{"return_%w"}},
	{words(`today|on the day`), []string{"change"}},
	{words(`rsi|overbought|oversold`), []string{"rsi"}},
	{words(`macd|momentum`), []string{"macd", "rsi"}},
	{words(`adx`), []string{"adx"}},
	{words(`trend\w*|average|averages|sma|moving`), []string{"over_sma_50", "over_sma_200"}},
	{words(`volume|liquid\w*|traded`), []string{"volume", "relative_volume"}},
	{words(`volatil\w*|risk\w*|swing\w*|safer?`), []string{"volatility"}},
	{words(`atr|range`), []string{"atr"}},
	{words(`drawdown|crash\w*`), []string{"drawdown"}},
	{words(`support`), []string{"support"}},
	{words(`resistance`), []string{"resistance"}},
	{words(`(?:52.week|year(?:ly)?|all.time) (?:high|low)|highest|lowest`), []string{"year_high", "year_low"}},
	{words(`dividends?|yield`), []string{"dividends"}},
	{words(`news|catalysts?|filings?|events?|happen\w*|why`), []string{"event"}},
	{words(`revenues?|sales`), []string{"revenue", "revenue_growth"}},
	{words(`earn\w*|profit\w*|net income|eps`), []string{"net_income", "eps"}},
	{words(`p/?e|p/?s|valuation|valued|multiples?|fundamentals?`), []string{"pe", "ps"}},
	{words(`sector|industry|company|business`), []string{"name", "sector", "industry"}},
	{words(`compare|better|versus|vs|correlat\w*`), []string{"return_%w", "volatility"}},
}

// windows are spans a question may name, longest first.
var windows = []struct {
	words    *regexp.Regexp
	sessions string
	chart    timeframe.Timeframe
}{
	{words(`year|yearly|annual|12 months|1y`), "252", timeframe.Year},
	{words(`half.year|6 months|six months|6m`), "126", timeframe.HalfYear},
	{words(`quarter|3 months|three months|3m`), "63", timeframe.Quarter},
	{words(`month|monthly|1m`), "21", timeframe.Month},
	{words(`week|weekly|5 days|five days|5d`), "5", timeframe.FiveDays},
}

// Parse reads a question.
func Parse(text string) Intent {
	intent := Intent{Chart: timeframe.Quarter}
	window, spanned := "21", false
	for _, w := range windows {
		// A 52-week high names no window.
		if w.words.MatchString(yearExtreme.ReplaceAllString(text, " ")) {
			window, intent.Chart, spanned = w.sessions, w.chart, true
			break
		}
	}
	for _, m := range measures {
		if !m.words.MatchString(text) {
			continue
		}
		for _, key := range m.keys {
			if key = strings.ReplaceAll(key, "%w", window); !slices.Contains(intent.Keys, key) {
				intent.Keys = append(intent.Keys, key)
			}
		}
	}
	if len(intent.Keys) == 0 && spanned { // how it did over that time
		intent.Keys = []string{returnPrefix + window}
	}
	intent.Opinion = opinion.MatchString(text)
	intent.Symbols, intent.Names = names(text)
	return intent
}

// opinion is asked for by such words.
var opinion = words(`should|buy|sell|invest|hold|bull(?:ish)?|bear(?:ish)?|good|outlook|opinion|think`)

var yearExtreme = words(`52.week (?:high|low)`)
