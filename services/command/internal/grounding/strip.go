package grounding

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

// dayLayouts are the ways a day may be written.
var dayLayouts = []string{fact.DayLayout, "2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006", "January 2006"}

// strip takes out what has digits and states no number: the subject, labels of
// the cited facts, and their days.
func strip(text string, sheet *fact.Sheet, cited []fact.Fact) string {
	var names []string
	for _, f := range sheet.Facts {
		names = append(names, f.Subject)
	}
	for _, f := range cited {
		names = append(names, f.Label)
		if f.At.IsZero() {
			continue
		}
		for _, layout := range dayLayouts {
			names = append(names, f.At.Format(layout))
		}
	}
	// The longest first, so that no part of one is left.
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	names = slices.Compact(names)
	for _, name := range names {
		if name != "" {
			text = whole(name).ReplaceAllString(text, "$1 $2")
		}
	}
	return text
}

// whole matches a name that is not part of a longer word or number.
func whole(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[^\w.,$])` + regexp.QuoteMeta(name) + `($|[^\w%]|[.,](?:\D|$))`)
}

// misattributed reports whether the text names a symbol of the sheet that none
// of the cited facts is about.
func misattributed(text string, sheet *fact.Sheet, cited []fact.Fact) bool {
	known := map[string]bool{}
	for _, f := range cited {
		known[f.Subject] = true
		text = strings.ReplaceAll(text, f.Label, "") // may name symbols that are compared
	}
	for _, f := range sheet.Facts {
		if f.Subject == "" || known[f.Subject] {
			continue
		}
		known[f.Subject] = true // looked for once
		if regexp.MustCompile(`(^|[^\w.])` + regexp.QuoteMeta(f.Subject) + `($|\W)`).MatchString(text) {
			return true
		}
	}
	return false
}
