// Package fact holds what is known before anything is written: numbers with
// their units, days and sources, each under an id that sentences cite.
package fact

import (
	"fmt"
	"strings"
	"time"
)

// Group is what a fact is about. Its numbers are those of the
// catalyst.command.v1.FactGroup enum.
type Group int

// The groups.
const (
	Price Group = iota + 1
	Trend
	Momentum
	Volume
	Levels
	Volatility
	Events
	Dividends
	Company
	Comparison
	Fundamentals
)

// Unit is that of a fact's value. Its numbers are those of the
// catalyst.command.v1.FactUnit enum.
type Unit int

// The units.
const (
	// Words have no value.
	Words Unit = iota
	// Number is a plain one, such as an RSI.
	Number
	// Percent is a hundredth.
	Percent
	// Money is an amount in the currency of the sheet.
	Money
	// Shares is a count of them.
	Shares
	// Times is a multiple.
	Times
	// Count is a whole number of things.
	Count
)

// Fact is one thing known.
type Fact struct {
	// ID is "F" and a number from 1; it is given by the sheet.
	ID string
	// Subject is the symbol the fact is about, such as "AAPL".
	Subject string
	Group   Group
	// Key names what is measured for programs, such as "rsi".
	Key string
	// Label names it for people, such as "RSI (14)". Digits in it are no
	// statement.
	Label string
	Unit  Unit
	// Value is nil for words.
	Value *float64
	// Change is true when the sign of the value says up or down.
	Change bool
	// Words say what no number does. Those of documents are not trusted.
	Words string
	// Document is true when the words were written by others.
	Document bool
	// At is the moment described; zero when there is none.
	At time.Time
	// Source says where it came from; URL may be empty.
	Source, URL string
}

// Sheet is everything known for one answer.
type Sheet struct {
	// Subject is what the answer is about, such as "AAPL"; empty when that is
	// several symbols.
	Subject string
	// Currency is the ISO 4217 code of every Money fact.
	Currency string
	Facts    []Fact
	// Missing says what is not known and why.
	Missing []string
}

// Add gives the fact its id and keeps it.
func (s *Sheet) Add(f Fact) Fact {
	f.ID = fmt.Sprintf("F%d", len(s.Facts)+1)
	s.Facts = append(s.Facts, f)
	return f
}

// Find returns the fact with the id.
func (s *Sheet) Find(id string) (Fact, bool) {
	for _, f := range s.Facts {
		if f.ID == id {
			return f, true
		}
	}
	return Fact{}, false
}

// Get returns the first fact about the subject with the key.
func (s *Sheet) Get(subject, key string) (Fact, bool) {
	for _, f := range s.Facts {
		if f.Subject == subject && f.Key == key {
			return f, true
		}
	}
	return Fact{}, false
}

// DayLayout is how days are written in facts and sentences.
const DayLayout = "2006-01-02"

// String is the fact as one line: id, subject, label, value and day.
func (f Fact) String() string {
	line := strings.Join(strings.Fields(f.ID+" "+f.Subject+" "+f.Label), " ") + ": " + f.Shown("")
	if !f.At.IsZero() {
		line += " (" + f.At.Format(DayLayout) + ")"
	}
	return strings.ReplaceAll(line, "\n", " ")
}
