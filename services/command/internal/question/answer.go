package question

import (
	"fmt"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/narrative"
)

// CommonPrefix begins the keys of facts that were measured over the days
// several symbols have in common; they are preferred.
const CommonPrefix = "common_"

// returnPrefix begins the keys of returns.
const returnPrefix = "return_"

// overview is answered when only symbols were understood.
var overview = []string{"price", "change", "return_21", "over_sma_50", "rsi"}

// maxEvents is how many events answer for each symbol.
const maxEvents = 3

// Answer states the facts asked for, one to a sentence, with citations.
func Answer(intent Intent, sheet *fact.Sheet) []narrative.Line {
	keys := intent.Keys
	if len(keys) == 0 {
		keys = overview
	}
	var lines []narrative.Line
	for _, key := range keys {
		var found []fact.Fact
		for _, subject := range subjects(sheet) {
			found = append(found, find(sheet, subject, key)...)
		}
		if text, ok := rank(found); ok {
			lines = append(lines, narrative.Line{Section: narrative.Answer, Text: text})
		}
		for _, f := range found {
			lines = append(lines, narrative.Line{Section: narrative.Answer, Text: state(f, sheet.Currency)})
		}
	}
	for _, f := range sheet.Facts {
		if f.Group == fact.Comparison && f.Subject == "" && f.Value != nil {
			lines = append(lines, narrative.Line{Section: narrative.Answer, Text: fmt.Sprintf("%s is %s [%s].", f.Label, f.Shown(""), f.ID)})
		}
	}
	return lines
}

// rank says which symbol has the most and which the least of what was measured
// of several in the same way over the same days; false when that says nothing.
func rank(found []fact.Fact) (string, bool) {
	if len(found) < 2 || !strings.HasPrefix(found[0].Key, CommonPrefix) {
		return "", false
	}
	most, least := found[0], found[0]
	ids := make([]string, len(found))
	for i, f := range found {
		if f.Value == nil || f.Key != found[0].Key {
			return "", false
		}
		if ids[i] = f.ID; *f.Value > *most.Value {
			most = f
		}
		if *f.Value < *least.Value {
			least = f
		}
	}
	if *most.Value == *least.Value {
		return "", false
	}
	return fmt.Sprintf("%s is greatest for %s and least for %s [%s].", most.Label, most.Subject, least.Subject, strings.Join(ids, ", ")), true
}

// find is the fact of common days, or the one of the symbol's own, or events.
func find(sheet *fact.Sheet, subject, key string) []fact.Fact {
	if f, ok := onCommonDays(sheet, subject, key); ok {
		return []fact.Fact{f}
	}
	var found []fact.Fact
	for _, f := range sheet.Facts {
		if f.Subject == subject && f.Key == key && len(found) < maxEvents {
			found = append(found, f)
		}
	}
	switch {
	case key == "price" && len(found) == 0:
		return find(sheet, subject, "close")
	case key == "dividends":
		return append(found, lastDividend(sheet, subject)...)
	default:
		return found
	}
}

// lastDividend is the newest one among the events, if any.
func lastDividend(sheet *fact.Sheet, subject string) []fact.Fact {
	for _, f := range sheet.Facts { // newest first
		if f.Subject == subject && f.Group == fact.Events && f.Label == "Dividend" {
			return []fact.Fact{f}
		}
	}
	return nil
}

// onCommonDays is a fact of common days. A return over more days than there are is
// that over all there are: own returns of other days are not to be compared.
func onCommonDays(sheet *fact.Sheet, subject, key string) (fact.Fact, bool) {
	if f, ok := sheet.Get(subject, CommonPrefix+key); ok || !strings.HasPrefix(key, returnPrefix) {
		return f, ok
	}
	var longest fact.Fact
	for _, f := range sheet.Facts { // shorter windows first
		if f.Subject == subject && strings.HasPrefix(f.Key, CommonPrefix+returnPrefix) {
			longest = f
		}
	}
	return longest, longest.ID != ""
}

// state is a fact as a sentence. Of an event, its kind and its day are told and
// not what others wrote about it.
func state(f fact.Fact, currency string) string {
	switch {
	case f.Group == fact.Events:
		return fmt.Sprintf("%s had a catalyst on %s: %s [%s].", f.Subject, f.At.Format(fact.DayLayout), f.Label, f.ID)
	case f.At.IsZero():
		return fmt.Sprintf("%s: %s is %s [%s].", f.Subject, f.Label, f.Shown(currency), f.ID)
	default:
		return fmt.Sprintf("%s: %s is %s on %s [%s].", f.Subject, f.Label, f.Shown(currency), f.At.Format(fact.DayLayout), f.ID)
	}
}

// subjects are the symbols of a sheet, in the order of its facts.
func subjects(sheet *fact.Sheet) []string {
	var list []string
	for _, f := range sheet.Facts {
		if f.Subject != "" && !slices.Contains(list, f.Subject) {
			list = append(list, f.Subject)
		}
	}
	return list
}
