// Package research gathers what daily bars, a quote and events say about one
// symbol into a sheet of facts.
package research

import (
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/valuation"
	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// Subject is what a sheet is made from.
type Subject struct {
	Symbol, Name, Exchange, Sector, Industry, Currency string
	// Source names where bars and quote came from.
	Source string
	// Bars are daily, oldest first, one at least.
	Bars []bar.Bar
	// Quote is nil when there is none.
	Quote *Quote
	// Events are newest first.
	Events []Event
	// Company is what it reported, nil when that is not known.
	Company *valuation.Company
	// Missing says what could not be had and why.
	Missing []string
}

// Quote is the latest price. Absent numbers are nil.
type Quote struct {
	Price         float64
	ChangePercent *float64
	// RelativeVolume is the session's volume over the mean of those before.
	RelativeVolume *float64
	At             time.Time
}

// Event is something that may have moved the price.
type Event struct {
	// Label names its kind, such as "Dividend".
	Label string
	Time  time.Time
	// Headline says what happened.
	Headline string
	// Document is true when the headline was written by others.
	Document bool
	// Dividend is true for those.
	Dividend    bool
	URL, Source string
}

const (
	// maxEvents is how many of the newest events become facts.
	maxEvents = 12
	// dividendSpan is how far back dividends are counted.
	dividendSpan = 365 * 24 * time.Hour
)

// Build makes the sheet. Bars that are no numbers are an error; numbers too
// few bars cannot settle are left out.
func Build(s Subject) (fact.Sheet, error) {
	b := builder{subject: s, sheet: fact.Sheet{Subject: s.Symbol, Currency: s.Currency, Missing: s.Missing}}
	b.company()
	b.price()
	for _, add := range []func() error{b.trend, b.momentum, b.volume, b.volatility} {
		if err := add(); err != nil {
			return fact.Sheet{}, fmt.Errorf("measure %s: %w", s.Symbol, err)
		}
	}
	b.levels()
	b.events()
	b.fundamentals()
	return b.sheet, nil
}

type builder struct {
	subject Subject
	sheet   fact.Sheet
}

func (b *builder) last() bar.Bar { return b.subject.Bars[len(b.subject.Bars)-1] }

func (b *builder) add(f fact.Fact) {
	f.Subject = b.subject.Symbol
	b.sheet.Add(f)
}

// number adds a fact about the last bar.
func (b *builder) number(group fact.Group, key, label string, unit fact.Unit, value float64) {
	b.add(fact.Fact{
		Group: group, Key: key, Label: label, Unit: unit, Value: &value, At: b.last().Time, Source: b.subject.Source,
	})
}

// change adds a percentage whose sign says up or down.
func (b *builder) change(group fact.Group, key, label string, at time.Time, percent float64) {
	b.add(fact.Fact{
		Group: group, Key: key, Label: label, Unit: fact.Percent, Value: &percent, Change: true, At: at, Source: b.subject.Source,
	})
}

// numberIf adds a fact when there is one.
func (b *builder) numberIf(group fact.Group, key, label string, unit fact.Unit, value float64, ok bool) {
	if ok {
		b.number(group, key, label, unit, value)
	}
}

func (b *builder) company() {
	s := b.subject
	for _, c := range []struct{ key, label, words string }{
		{"name", "Name", s.Name}, {"exchange", "Exchange", s.Exchange}, {"sector", "Sector", s.Sector}, {"industry", "Industry", s.Industry},
	} {
		if c.words != "" {
			b.add(fact.Fact{Group: fact.Company, Key: c.key, Label: c.label, Words: c.words, Source: "directory of names"})
		}
	}
}

// events adds the newest, and counts dividends.
func (b *builder) events() {
	paid := 0
	for i, e := range b.subject.Events {
		if e.Dividend && b.last().Time.Sub(e.Time) < dividendSpan {
			paid++
		}
		if i < maxEvents {
			b.add(fact.Fact{
				Group: fact.Events, Key: "event", Label: e.Label, Words: e.Headline, Document: e.Document,
				At: e.Time, Source: e.Source, URL: e.URL,
			})
		}
	}
	if paid > 0 {
		b.number(fact.Dividends, "dividends", "Dividends in a year", fact.Count, float64(paid))
	}
}
