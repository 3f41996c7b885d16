package directory

import (
	"slices"
	"strings"
)

// lookup finds entries by words of theirs.
type lookup struct {
	words   []string  // sorted, each once
	entries [][]int32 // of each word
}

func lookupOf(entries []Entry, wordsOf func(Entry) []string) lookup {
	byWord := map[string][]int32{}
	for i, e := range entries {
		for _, word := range wordsOf(e) {
			byWord[word] = append(byWord[word], int32(i))
		}
	}
	var l lookup
	for word := range byWord {
		l.words = append(l.words, word)
	}
	slices.Sort(l.words)
	for _, word := range l.words {
		l.entries = append(l.entries, byWord[word])
	}
	return l
}

// equal finds entries by a whole word.
func (l lookup) equal(word string) []int32 {
	if i, ok := slices.BinarySearch(l.words, word); ok {
		return l.entries[i]
	}
	return nil
}

// beginning finds entries by the beginning of a word.
func (l lookup) beginning(prefix string) []int32 {
	start, _ := slices.BinarySearch(l.words, prefix)
	var found []int32
	for i := start; i < len(l.words) && strings.HasPrefix(l.words[i], prefix); i++ {
		found = append(found, l.entries[i]...)
	}
	return found
}

// close finds entries by a word with one slip.
func (l lookup) close(typed string) []int32 {
	var found []int32
	for i, word := range l.words {
		if oneSlip(word, typed) {
			found = append(found, l.entries[i]...)
		}
	}
	return found
}
