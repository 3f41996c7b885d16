// Package directory knows the listed names.
package directory

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

//go:embed symbols.csv
var listed string

// Entry is one listed name.
type Entry struct {
	Symbol                           symbol.Symbol
	Name, Exchange, Sector, Industry string
}

// Listing is a name that another list has.
type Listing struct {
	Symbol symbol.Symbol
	Name   string
}

// Directory finds listed names. Its order is that of their size. Its methods
// may be called from several goroutines.
type Directory struct {
	embedded []Entry
	current  atomic.Pointer[index]
}

// index is what is found in at one time; it never changes.
type index struct {
	entries  []Entry
	bySymbol map[symbol.Symbol]int
	// words are those of names, in lower case.
	symbols, words lookup
}

// Load reads the embedded directory.
func Load() (*Directory, error) { return read(strings.NewReader(listed)) }

func read(r io.Reader) (*Directory, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = 5
	rows, err := lines.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read symbols: %w", err)
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("read symbols: the list is empty")
	}
	d := &Directory{}
	for _, row := range rows[1:] {
		s, err := symbol.Parse(row[0])
		if err != nil {
			return nil, fmt.Errorf("read symbols: %q: %w", row[0], err)
		}
		d.embedded = append(d.embedded, Entry{
			Symbol: s, Name: row[1], Exchange: row[2], Sector: row[3], Industry: row[4],
		})
	}
	d.current.Store(indexed(d.embedded))
	return d, nil
}

// Extend adds names the embedded directory does not have, and forgets those
// added before. It returns how many there are now.
func (d *Directory) Extend(listings []Listing) int {
	known := indexed(d.embedded)
	entries := slices.Clone(d.embedded)
	for _, l := range listings {
		if _, ok := known.bySymbol[l.Symbol]; !ok {
			entries = append(entries, Entry{Symbol: l.Symbol, Name: l.Name})
		}
	}
	d.current.Store(indexed(entries))
	return len(entries)
}

func indexed(entries []Entry) *index {
	x := &index{entries: entries, bySymbol: make(map[symbol.Symbol]int, len(entries))}
	x.symbols = lookupOf(entries, func(e Entry) []string { return []string{e.Symbol.String()} })
	x.words = lookupOf(entries, func(e Entry) []string { return words(e.Name) })
	for i, e := range entries {
		x.bySymbol[e.Symbol] = i
	}
	return x
}

// Lookup returns the entry of a symbol, and whether there is one.
func (d *Directory) Lookup(s symbol.Symbol) (Entry, bool) {
	x := d.current.Load()
	i, ok := x.bySymbol[s]
	if !ok {
		return Entry{}, false
	}
	return x.entries[i], true
}

// words splits a name into lower-case words of letters and digits.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 128
	})
}
