package message

import (
	"strings"
	"unicode"
)

// Escape makes text from outside show as it is: no formatting, links or
// mentions. Control and direction characters go first, because Discord drops
// some of them and what is left could join into a mention.
func Escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		case strings.ContainsRune("\\*_~|`>#-+[]()<:@", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
