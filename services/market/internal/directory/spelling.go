package directory

import "strings"

// separators are what people write between a root and its class.
const separators = ".-/ ^+_"

// spelling is the same for all usual ways to write a symbol: BRK.B, BRK-B and
// BRK/B; JPM-PL, JPM/PL, JPM.PRL, "JPM PR L" and JPM^L.
func spelling(text string) string {
	text = strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(text), "$"))
	if strings.HasPrefix(text, "^") {
		return text // an index
	}
	cut := strings.IndexAny(text, separators)
	if cut <= 0 {
		return text
	}
	root := text[:cut]
	class := strings.Map(func(r rune) rune {
		if strings.ContainsRune(separators, r) {
			return -1
		}
		return r
	}, text[cut:])
	series, preferred := strings.CutPrefix(class, "PR")
	if preferred || text[cut] == '^' {
		class = "P" + series
	}
	return root + "." + class
}
