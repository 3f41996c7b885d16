package symbol

import "testing"

func TestParse(t *testing.T) {
	for text, want := range map[string]Symbol{
		"AAPL": "AAPL", "$nvda": "NVDA", "brk.b": "BRK.B", "^gspc": "^GSPC", "PK": "PK", "3M": "3M",
		"BRK/B": "BRK.B", "BRK-B": "BRK.B", "brk b": "BRK.B", "JPM-PL": "JPM.PL", "JPM/PL": "JPM.PL", "JPM.PRL": "JPM.PL",
		"jpm pr l": "JPM.PL", "JPM^L": "JPM.PL", "JPM-P-L": "JPM.PL", "GRAF.U": "GRAF.U", "X.PRR": "X.PR", "LGF.A": "LGF.A",
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v", text, got, err)
		}
	}
	if got, err := Parse(" aapl "); err != nil || got != "AAPL" {
		t.Errorf("spaces: %q, %v", got, err)
	}
	for _, text := range []string{"", " ", "^", "APPLE INC", "A  B", "A-", "A-B-C", "A^BC", "A..B", "AAPL;DROP", "../etc", "ÄPFEL", "ABCDEFGHIJKLM", "<@1>", "A_B", "-A", ".A"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %q, want an error", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("^gspc")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(s.String()); err != nil || again != s {
			t.Fatalf("%q is not stable: %q, %v", s, again, err)
		}
		if len(s) == 0 || len(s) > MaxLength {
			t.Fatalf("%q has %d characters", s, len(s))
		}
	})
}

func TestClass(t *testing.T) {
	for s, want := range map[Symbol]struct {
		root, class string
		preferred   bool
	}{
		"AAPL": {"AAPL", "", false}, "BRK.B": {"BRK", "B", false}, "JPM.PL": {"JPM", "L", true}, "^GSPC": {"^GSPC", "", false},
	} {
		if root, class, preferred := s.Class(); root != want.root || class != want.class || preferred != want.preferred {
			t.Errorf("%s: %s, %s, %v", s, root, class, preferred)
		}
	}
}
