package directory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Ranks of a match, best first.
const (
	exactSymbol = iota
	wholeWord
	symbolPrefix
	wordPrefix
	closeWord
	noMatch
)

// leastFuzzy is the shortest query that may contain a typing error.
const leastFuzzy = 4

type match struct{ rank, index int }

// Search finds names by symbol, by symbol prefix and by the words of the name;
// when none match, by words that are one slip away. Larger companies come
// first among equals. An empty query lists the largest. Good is false when nothing
// matches without a slip.
func (d *Directory) Search(query string, limit int) (found []Entry, good bool) {
	x := d.current.Load()
	prefix := strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(query), "$"))
	var asked []string
	if !strings.HasPrefix(prefix, "^") { // a caret asks for an index by its symbol
		asked = words(query)
	}
	matches := x.matches(prefix, asked)
	good = len(matches) > 0
	if !good {
		matches = x.closeMatches(asked)
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.index, b.index))
	})
	found = make([]Entry, 0, limit)
	for _, m := range matches[:min(limit, len(matches))] {
		found = append(found, x.entries[m.index])
	}
	return found, good
}

func (x *index) matches(prefix string, asked []string) []match {
	ranks := slices.Repeat([]uint8{noMatch}, len(x.entries))
	better := func(entries []int32, rank uint8) {
		for _, i := range entries {
			ranks[i] = min(ranks[i], rank)
		}
	}
	better(x.withAll(asked, x.words.beginning), wordPrefix)
	better(x.symbols.beginning(prefix), symbolPrefix)
	better(x.symbols.beginning("^"+prefix), symbolPrefix)
	better(x.withAll(asked, x.words.equal), wholeWord)
	if s, err := symbol.Parse(prefix); err == nil {
		if i, ok := x.bySymbol[s]; ok {
			ranks[i] = exactSymbol
		}
	}
	var found []match
	for i, rank := range ranks {
		if rank < noMatch {
			found = append(found, match{int(rank), i})
		}
	}
	return found
}

func (x *index) closeMatches(asked []string) []match {
	var found []match
	for _, i := range x.withAll(asked, x.words.close) {
		found = append(found, match{closeWord, int(i)})
	}
	return found
}

// withAll lists the entries that are found for every word, each once.
func (x *index) withAll(asked []string, find func(string) []int32) []int32 {
	var entries []int32
	matched := make([]uint8, len(x.entries)) // how many words in a row
	for k, word := range asked {
		entries = entries[:0]
		for _, i := range find(word) {
			if int(matched[i]) == k {
				matched[i]++
				entries = append(entries, i)
			}
		}
	}
	return entries
}

// oneSlip reports whether the word begins with what was typed, but for one
// letter that is wrong, missing, extra or swapped with its neighbour.
func oneSlip(word, typed string) bool {
	if len(typed) < leastFuzzy {
		return false
	}
	i := 0
	for i < len(word) && i < len(typed) && word[i] == typed[i] {
		i++
	}
	w, t := word[i:], typed[i:]
	if len(t) < 2 {
		return true
	}
	return strings.HasPrefix(w, t[1:]) ||
		len(w) > 0 && (strings.HasPrefix(w[1:], t[1:]) || strings.HasPrefix(w[1:], t)) ||
		len(w) > 1 && w[0] == t[1] && w[1] == t[0] && strings.HasPrefix(w[2:], t[2:])
}

// Near lists symbols that may have been meant instead of an unknown one.
func (d *Directory) Near(s symbol.Symbol, limit int) []symbol.Symbol {
	var near []symbol.Symbol
	for _, e := range d.current.Load().entries {
		if len(near) == limit {
			break
		}
		if oneLetterApart(e.Symbol.String(), s.String()) {
			near = append(near, e.Symbol)
		}
	}
	return near
}

func oneLetterApart(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	switch len(a) - len(b) {
	case 0:
		return i < len(b) && (a[i+1:] == b[i+1:] ||
			i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
	case 1:
		return a[i+1:] == b[i:]
	default:
		return false
	}
}
