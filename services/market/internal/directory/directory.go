// Package directory knows the listed names.
package directory

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

//go:embed symbols.csv
var listed string

// Entry is one listed name.
type Entry struct {
	Symbol                           symbol.Symbol
	Name, Exchange, Sector, Industry string
	// words are those of the name, in lower case.
	words []string
}

// Directory finds listed names. Its order is that of their size.
type Directory struct {
	entries  []Entry
	bySymbol map[symbol.Symbol]int
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
	d := &Directory{bySymbol: make(map[symbol.Symbol]int, len(rows))}
	for _, row := range rows[1:] {
		s, err := symbol.Parse(row[0])
		if err != nil {
			return nil, fmt.Errorf("read symbols: %q: %w", row[0], err)
		}
		d.bySymbol[s] = len(d.entries)
		d.entries = append(d.entries, Entry{
			Symbol: s, Name: row[1], Exchange: row[2], Sector: row[3], Industry: row[4], words: words(row[1]),
		})
	}
	return d, nil
}

// Lookup returns the entry of a symbol, and whether there is one.
func (d *Directory) Lookup(s symbol.Symbol) (Entry, bool) {
	i, ok := d.bySymbol[s]
	if !ok {
		return Entry{}, false
	}
	return d.entries[i], true
}

// words splits a name into lower-case words of letters and digits.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 128
	})
}
