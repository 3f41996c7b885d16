package directory

import (
	"slices"
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func load(t testing.TB) *Directory {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSearch(t *testing.T) {
	d := load(t)
	for query, want := range map[string]string{
		"AAPL": "AAPL", "aap": "AAP", "$msft": "MSFT", "microso": "MSFT", "mircosoft": "MSFT", "microsfot": "MSFT",
		"apple": "AAPL", "berkshire hath": "BRK.A", "^gs": "^GSPC", "gspc": "^GSPC", "s&p 500 ind": "^GSPC",
		"intl business": "IBM", "zzzzqq": "", "international business": "IBM", "": "NVDA", "spdr s": "SPY",
	} {
		got := d.Search(query, 25)
		switch {
		case want == "" && len(got) > 0:
			t.Errorf("%q finds %s", query, got[0].Symbol)
		case want != "" && (len(got) == 0 || got[0].Symbol.String() != want):
			t.Errorf("%q finds %v, want %s first", query, first(got), want)
		}
	}
	if got := d.Search("a", 7); len(got) != 7 {
		t.Errorf("limit 7 gave %d", len(got))
	}
}

func first(entries []Entry) string {
	if len(entries) == 0 {
		return "nothing"
	}
	return entries[0].Symbol.String()
}

func TestNear(t *testing.T) {
	d := load(t)
	for asked, want := range map[symbol.Symbol]symbol.Symbol{"APPL": "AAPL", "MSF": "MSFT", "AAPLL": "AAPL", "NVDX": "NVDA"} {
		if near := d.Near(asked, 50); !slices.Contains(near, want) {
			t.Errorf("near %s: %v, want %s among them", asked, near, want)
		}
	}
	if near := d.Near("ZZZZZZZZZ", 3); len(near) != 0 {
		t.Errorf("near nothing: %v", near)
	}
}

func TestEverySymbolIsFoundByItself(t *testing.T) {
	d := load(t)
	if len(d.entries) < 6000 {
		t.Fatalf("only %d names", len(d.entries))
	}
	for _, e := range d.entries {
		if found, ok := d.Lookup(e.Symbol); !ok || found.Name != e.Name || e.Name == "" {
			t.Errorf("%s is not itself: %+v", e.Symbol, found)
		}
	}
}

func FuzzSearch(f *testing.F) {
	d := load(f)
	f.Add("microso")
	f.Add("^")
	f.Fuzz(func(t *testing.T, query string) {
		if got := d.Search(query, 25); len(got) > 25 {
			t.Fatalf("%d results", len(got))
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	d := load(b)
	for name, query := range map[string]string{"prefix": "micro", "slip": "mircosoft", "nothing": strings.Repeat("q", 9)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				d.Search(query, 25)
			}
		})
	}
}
