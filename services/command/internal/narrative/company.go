package narrative

import (
	"fmt"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

// company tells what was reported of the newest fiscal year, and the price over
// that.
func (w *writer) company() {
	for _, key := range []string{"revenue", "net_income", "eps", "pe", "ps"} {
		if f, ok := w.sheet.Get(w.sheet.Subject, key); ok && f.Group == fact.Fundamentals {
			w.lines = append(w.lines, Line{WhatHappened, fmt.Sprintf("%s came to %s [%s].", f.Label, f.Shown(w.sheet.Currency), f.ID)})
		}
		if key == "revenue" {
			w.changed(WhatHappened, "revenue_growth", "Its revenue <moved> %s from the fiscal year before", "rose", "fell",
				"Its revenue was that of the fiscal year before")
		}
	}
}
