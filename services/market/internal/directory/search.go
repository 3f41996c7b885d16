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
// first among equals. An empty query lists the largest.
func (d *Directory) Search(query string, limit int) []Entry {
	prefix := strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(query), "$"))
	var asked []string
	if !strings.HasPrefix(prefix, "^") { // a caret asks for an index by its symbol
		asked = words(query)
	}
	matches := d.collect(func(e Entry) int { return rank(e, prefix, asked) })
	if len(matches) == 0 {
		matches = d.collect(func(e Entry) int { return closeRank(e, asked) })
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.index, b.index))
	})
	found := make([]Entry, 0, limit)
	for _, m := range matches[:min(limit, len(matches))] {
		found = append(found, d.entries[m.index])
	}
	return found
}

func (d *Directory) collect(rank func(Entry) int) []match {
	var matches []match
	for i, e := range d.entries {
		if r := rank(e); r < noMatch {
			matches = append(matches, match{r, i})
		}
	}
	return matches
}

func rank(e Entry, prefix string, asked []string) int {
	switch {
	case prefix == e.Symbol.String():
		return exactSymbol
	case len(asked) > 0 && allWords(e, asked, func(word, want string) bool { return word == want }):
		return wholeWord
	case strings.HasPrefix(e.Symbol.String(), prefix), strings.HasPrefix(e.Symbol.String(), "^"+prefix):
		return symbolPrefix
	case len(asked) > 0 && allWords(e, asked, strings.HasPrefix):
		return wordPrefix
	default:
		return noMatch
	}
}

func closeRank(e Entry, asked []string) int {
	if len(asked) == 0 || !allWords(e, asked, oneSlip) {
		return noMatch
	}
	return closeWord
}

// allWords reports whether every word asked for matches a word of the name.
func allWords(e Entry, asked []string, matches func(word, want string) bool) bool {
	for _, want := range asked {
		if !slices.ContainsFunc(e.words, func(word string) bool { return matches(word, want) }) {
			return false
		}
	}
	return true
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
	for _, e := range d.entries {
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
