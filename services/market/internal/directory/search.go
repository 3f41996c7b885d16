package directory

import (
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
	noMatch
)

// leastFuzzy is the shortest query that may contain a typing error.
const leastFuzzy = 4

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
	matches := x.matches(prefix, asked, limit)
	good = len(matches) > 0
	if !good {
		matches = x.closeMatches(asked)
	}
	found = make([]Entry, 0, limit)
	for _, i := range matches[:min(limit, len(matches))] {
		found = append(found, x.entries[i])
	}
	return found, good
}

// matches lists the best entries without a slip, in order.
func (x *index) matches(prefix string, asked []string, limit int) []int32 {
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
	var best []int32
	for rank := uint8(exactSymbol); rank < noMatch; rank++ {
		for i := range ranks {
			if len(best) == limit {
				return best
			}
			if ranks[i] == rank {
				best = append(best, int32(i))
			}
		}
	}
	return best
}

func (x *index) closeMatches(asked []string) []int32 {
	return slices.Sorted(slices.Values(x.withAll(asked, x.words.close)))
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
