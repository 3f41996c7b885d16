package message

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCut(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		limit int
		want  string
	}{
		"short enough":          {"abc", 3, "abc"},
		"too long":              {"abcd", 3, "ab…"},
		"white space around":    {"  abc\n", 3, "abc"},
		"no room":               {"abc", 0, ""},
		"wide characters":       {"😀😀😀", 5, "😀😀…"},
		"family stays together": {"👨‍👩‍👧‍👦 at home", 6, "…"},
		"combined accent":       {"e\u0301e\u0301e\u0301", 4, "e\u0301…"},
		"code block is closed":  {"```go\nx := 1\ny := 2\n```", 16, "```go\nx := …\n```"},
		"broken encoding":       {"a\xffb", 5, "ab"},
	} {
		if got := cut(c.text, c.limit); got != c.want {
			t.Errorf("%s: cut(%q, %d) = %q, want %q", name, c.text, c.limit, got, c.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("```go\nx := 1\n```", 12)
	f.Add("👨‍👩‍👧‍👦 at home", 6)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		got := cut(text, limit)
		if limit >= 0 && units(got) > limit || limit < 0 && got != "" {
			t.Errorf("cut(%q, %d) = %q has %d units", text, limit, got, units(got))
		}
		if !utf8.ValidString(got) {
			t.Errorf("cut(%q, %d) = %q is broken", text, limit, got)
		}
		if got != strings.TrimSpace(text) && strings.Count(text, codeFence)%2 == 0 && strings.Count(got, codeFence)%2 != 0 && utf8.ValidString(text) {
			t.Errorf("cut(%q, %d) = %q leaves a code block open", text, limit, got)
		}
	})
}

// TestMessagesFit builds the largest message there can be and more.
func TestMessagesFit(t *testing.T) {
	long := strings.Repeat("long ", 2000)
	field := Field{Name: long, Value: long}
	e := Embed{Title: long, Description: long, Fields: []Field{field, field, field}, Footer: &Footer{long}}
	m := Message{Content: long, Embeds: []Embed{e, e, e}, Rows: slices.Repeat([]Row{Buttons{}}, 7), File: &File{Alt: long}}.fit()
	if units(m.Content) > maxContent || len(m.Rows) != maxRows || units(m.File.Alt) > maxAlt {
		t.Errorf("content %d, rows %d, alt %d", units(m.Content), len(m.Rows), units(m.File.Alt))
	}
	total := 0
	for _, e := range m.Embeds {
		total += units(e.Title) + units(e.Description) + units(e.Footer.Text)
		for _, f := range e.Fields {
			total += units(f.Name) + units(f.Value)
			if f.Name == "" || f.Value == "" || units(f.Name) > maxFieldName || units(f.Value) > maxFieldValue {
				t.Errorf("field of %d and %d characters", units(f.Name), units(f.Value))
			}
		}
		if units(e.Title) > maxTitle || units(e.Description) > maxDescription || units(e.Footer.Text) > maxFooter {
			t.Errorf("embed with %d, %d and %d characters", units(e.Title), units(e.Description), units(e.Footer.Text))
		}
	}
	if total > maxEmbedText || total < maxEmbedText-maxFieldValue {
		t.Errorf("%d characters over all embeds", total)
	}
}

func TestNothingIsSentEmpty(t *testing.T) {
	if m := (Message{}).fit(); m.Content == "" {
		t.Error("an empty message")
	}
	m := Message{Embeds: []Embed{{}, {Fields: []Field{{}}}}}.fit()
	if len(m.Embeds) != 1 || m.Embeds[0].Fields[0].Name == "" || m.Embeds[0].Fields[0].Value == "" {
		t.Errorf("embeds %+v", m.Embeds)
	}
}
