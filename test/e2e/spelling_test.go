package e2e

import (
	"strings"
	"testing"
)

// TestAnySpellingOfAShareClass types a class share in every usual way: it is a
// known one, without prices in the sample, which is told under its canonical
// symbol.
func TestAnySpellingOfAShareClass(t *testing.T) {
	for _, typed := range []string{"BRK.B", "BRK-B", "BRK/B", "brk.b"} {
		for _, command := range []string{"/check ", "/chart ", "/sentiment "} {
			m := final(t, send(t, command+typed))
			text := m.Content
			for _, e := range m.Embeds {
				text += e.Title + e.Description
			}
			if !strings.Contains(text, "BRK.B") {
				t.Errorf("%s%s: %q", command, typed, text)
			}
		}
	}
}
