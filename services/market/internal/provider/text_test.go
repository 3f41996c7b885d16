package provider

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"A&amp;B  rise\n\tagain": "A&B rise again", "\x00\u202ereversed\u200b": "reversed", "": "",
		strings.Repeat("x", 301): strings.Repeat("x", 299) + "…",
	} {
		if got := OneLine(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWebAddress(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example/b?c=d": "https://a.example/b?c=d", "javascript:alert(1)": "", "//a.example": "", "/a": "", "%": "",
	} {
		if got := WebAddress(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func FuzzOneLine(f *testing.F) {
	f.Add("&#10;a\r\nb")
	f.Fuzz(func(t *testing.T, text string) {
		line := OneLine(text)
		if strings.ContainsAny(line, "\r\n\t\x00") || utf8.RuneCountInString(line) > maxHeadline {
			t.Fatalf("%q", line)
		}
	})
}
