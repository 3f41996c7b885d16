// Package narrative writes about a sheet of facts without a model: rules that
// say what each fact means, each sentence with the facts it rests on.
package narrative

import (
	"fmt"
	"strings"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

// Section is a part of a text. Its numbers are those of the
// catalyst.command.v1.Section enum.
type Section int

// The sections, in their order.
const (
	Answer Section = iota + 1
	WhatHappened
	BullCase
	BearCase
	Watch
)

// Line is a sentence with its citations in brackets.
type Line struct {
	Section Section
	Text    string
}

// Write writes every section the facts have something to say in.
func Write(sheet *fact.Sheet) []Line {
	w := writer{sheet: sheet}
	w.happened()
	w.events()
	w.company()
	w.cases()
	w.watch()
	return w.lines
}

type writer struct {
	sheet *fact.Sheet
	lines []Line
}

// say adds a sentence when all of its facts are there. Each %s takes the value
// of one fact, without its sign; they are cited at the end.
func (w *writer) say(section Section, format string, keys ...string) {
	var values []any
	var ids []string
	for _, key := range keys {
		f, ok := w.sheet.Get(w.sheet.Subject, key)
		if !ok {
			return
		}
		ids = append(ids, f.ID)
		if len(values) < strings.Count(format, "%s") {
			values = append(values, strings.TrimPrefix(f.Shown(w.sheet.Currency), "-"))
		}
	}
	w.lines = append(w.lines, Line{section, fmt.Sprintf(format, values...) + " [" + strings.Join(ids, ", ") + "]."})
}

// value is that of a fact, and whether it is there.
func (w *writer) value(key string) (float64, bool) {
	f, ok := w.sheet.Get(w.sheet.Subject, key)
	if !ok || f.Value == nil {
		return 0, false
	}
	return *f.Value, true
}

// changed says what a percentage did, with a word for each direction.
func (w *writer) changed(section Section, key, format, rose, fell, same string) {
	v, ok := w.value(key)
	switch {
	case !ok:
	case v > 0:
		w.say(section, strings.ReplaceAll(format, "<moved>", rose), key)
	case v < 0:
		w.say(section, strings.ReplaceAll(format, "<moved>", fell), key)
	default:
		w.say(section, same, key)
	}
}

func (w *writer) happened() {
	w.priced()
	w.changed(WhatHappened, "change", "It <moved> %s on the day", "rose", "fell", "It did not change on the day")
	for _, days := range []string{"21", "252"} {
		w.changed(WhatHappened, "return_"+days, "Its "+days+"-session return is a <moved> of %s", "gain", "loss",
			"Its "+days+"-session return is flat")
	}
	if v, ok := w.value("relative_volume"); ok {
		switch {
		case v >= 1.5:
			w.say(WhatHappened, "Volume was heavy at %s its mean", "relative_volume")
		case v <= 0.6:
			w.say(WhatHappened, "Volume was thin at %s its mean", "relative_volume")
		}
	}
}

// priced says how old the price is.
func (w *writer) priced() {
	for _, key := range []string{"price", "close"} {
		if f, ok := w.sheet.Get(w.sheet.Subject, key); ok {
			w.say(WhatHappened, "The price was %s on "+f.At.Format(fact.DayLayout), key)
			return
		}
	}
}

// maxTold is how many events are told.
const maxTold = 3

// events tells of the newest, in our words and never in those of documents.
func (w *writer) events() {
	told := 0
	for _, f := range w.sheet.Facts {
		if f.Group != fact.Events || told == maxTold {
			continue
		}
		told++
		w.lines = append(w.lines, Line{WhatHappened, fmt.Sprintf("%s on %s [%s].", f.Label, f.At.Format(fact.DayLayout), f.ID)})
	}
}

func (w *writer) watch() {
	w.say(Watch, "Resistance lies at %s", "resistance")
	w.say(Watch, "Support lies at %s", "support")
	w.say(Watch, "A usual day moves it by %s, which is %s of the price", "atr", "atr_percent")
	w.say(Watch, "Its annual volatility over 63 sessions is %s", "volatility")
	w.say(Watch, "Dividends in a year: %s", "dividends")
}
