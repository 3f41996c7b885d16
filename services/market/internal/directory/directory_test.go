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
	slips := []string{"mircosoft", "microsfot", "intl business"}
	for query, want := range map[string]string{
		"AAPL": "AAPL", "aap": "AAP", "$msft": "MSFT", "microso": "MSFT", "mircosoft": "MSFT", "microsfot": "MSFT",
		"apple": "AAPL", "berkshire hath": "BRK.A", "^gs": "^GSPC", "gspc": "^GSPC", "s&p 500 ind": "^GSPC",
		"intl business": "IBM", "zzzzqq": "", "international business": "IBM", "": "NVDA", "spdr s": "SPY", "brk/b": "BRK.B", "pk": "PK",
	} {
		got, good := d.Search(query, 25)
		switch {
		case good == (want == "" || slices.Contains(slips, query)):
			t.Errorf("%q: good is %v", query, good)
		case want == "" && len(got) > 0:
			t.Errorf("%q finds %s", query, got[0].Symbol)
		case want != "" && (len(got) == 0 || got[0].Symbol.String() != want):
			t.Errorf("%q finds %v, want %s first", query, first(got), want)
		}
	}
	if got, _ := d.Search("a", 7); len(got) != 7 {
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
	if len(d.embedded) < 6000 {
		t.Fatalf("only %d names", len(d.embedded))
	}
	for _, e := range d.embedded {
		if found, ok := d.Lookup(e.Symbol); !ok || found.Name != e.Name || e.Name == "" {
			t.Errorf("%s is not itself: %+v", e.Symbol, found)
		}
	}
}

func TestAnySpellingIsFound(t *testing.T) {
	d := load(t)
	d.Extend([]Listing{{"JPM.PL", "JPMorgan Chase & Co. Preferred Series L"}, {"BRK.B", "another spelling of what is known"}})
	for want, spellings := range map[symbol.Symbol][]string{
		"BRK.B":  {"BRK.B", "brk-b", "BRK/B", "BRK B", " $brk.b "},
		"JPM.PL": {"JPM-PL", "JPM/PL", "JPM.PRL", "JPM PR L", "jpm-p-l", "JPM^L"},
		"AAPL":   {"aapl"}, "^GSPC": {"^gspc"}, "PK": {"PK"}, "OTLY": {"otly"},
	} {
		for _, text := range spellings {
			s, err := symbol.Parse(text)
			if e, ok := d.Lookup(s); err != nil || !ok || e.Symbol != want {
				t.Errorf("%q is %q, want %s", text, e.Symbol, want)
			}
		}
	}
	for _, s := range []symbol.Symbol{"AAPL.PK", "ZZZZQ"} {
		if e, ok := d.Lookup(s); ok {
			t.Errorf("%q is %s", s, e.Symbol)
		}
	}
}

func TestExtend(t *testing.T) {
	d := load(t)
	before := len(d.embedded)
	if got := d.Extend([]Listing{{"NEWCO", "New Company"}, {"AAPL", "Apple"}}); got != before+1 {
		t.Errorf("%d names after %d", got, before)
	}
	if e, ok := d.Lookup("NEWCO"); !ok || e.Name != "New Company" {
		t.Errorf("the new name is not looked up: %+v", e)
	}
	if found, _ := d.Search("new compa", 5); len(found) == 0 {
		t.Error("the new name is not found")
	}
	if e, _ := d.Lookup("AAPL"); e.Sector == "" {
		t.Error("what was known of AAPL is lost")
	}
	if got := d.Extend(nil); got != before {
		t.Errorf("%d names after all were forgotten", got)
	}
}

func FuzzSearch(f *testing.F) {
	d := load(f)
	f.Add("microso")
	f.Add("^")
	f.Fuzz(func(t *testing.T, query string) {
		if got, _ := d.Search(query, 25); len(got) > 25 {
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
