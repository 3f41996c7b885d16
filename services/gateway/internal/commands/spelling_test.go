package commands

import "testing"

// TestAnySpellingOfAShareClass reads what people type and what buttons hold;
// buttons are written with the canonical symbol.
func TestAnySpellingOfAShareClass(t *testing.T) {
	for _, typed := range []string{"BRK.B", "brk.b", "BRK-B", "BRK/B", "BRK B"} {
		if s, err := parseSymbol(typed); err != nil || s != "BRK.B" {
			t.Errorf("%q is %q, %v", typed, s, err)
		}
		subject, err := parseSubject(typed + ":1M:jpm-pl,JPM/PL")
		if err != nil || subject.id(controlTimeframe) != "v2:chart:BRK.B:1M:JPM.PL" {
			t.Errorf("%q: %+v, %v", typed, subject, err)
		}
	}
}
