// Package alert keeps the alerts the bot sent, finds out what became of each,
// and sums up whether they made money.
package alert

import (
	"time"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Alert is one that was sent, as it was then.
type Alert struct {
	// ID is unique.
	ID     string
	Symbol symbol.Symbol
	SentAt time.Time
	// Category is the kind of news.
	Category string
	// Price was that of the symbol, above 0.
	Price float64
	// Score and Confidence are 0 to 1, Sentiment is -1 to 1; nil when not told.
	Score, Sentiment, Confidence *float64
	// Headline is the news behind it, and URL where it can be read; both may be
	// empty.
	Headline, URL string
}

// Horizons are the times after an alert at which the price is looked at.
var Horizons = []time.Duration{15 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour}

// final is the horizon whose outcome an alert is judged by.
const final = 24 * time.Hour

// Patience is how long after its time an outcome may still be found out.
const Patience = 5 * 24 * time.Hour

// State is what is known of an outcome.
type State int

// The states.
const (
	Pending State = iota
	Measured
	// Unknown outcomes are given up.
	Unknown
)

// Due is an outcome whose time has come.
type Due struct {
	AlertID string
	Symbol  symbol.Symbol
	Horizon time.Duration
	At      time.Time
}

// Found is the first price at or after the time of an outcome, and who told it.
type Found struct {
	Price    float64
	At       time.Time
	Provider string
}

// Return is what an alert came to at one horizon, as a fraction.
type Return struct {
	Alert  string
	Symbol symbol.Symbol
	Value  float64
}

// Summary is what the alerts of a period came to. Absent numbers are nil.
type Summary struct {
	Alerts, Symbols int
	// MeanScore is of the alerts that have one.
	MeanScore *float64
	// Horizons are in the order of the variable; Categories by name.
	Horizons   []Tally
	Categories []Category
}

// Category is what the alerts of one kind of news came to in a day.
type Category struct {
	Name   string
	Alerts int
	Day    Tally
}

// Tally sums up outcomes of one horizon.
type Tally struct {
	Horizon                    time.Duration
	Measured, Pending, Unknown int
	// WinRate is the part of measured outcomes that gained, 0 to 1; MeanReturn
	// is a fraction.
	WinRate, MeanReturn *float64
	Best, Worst         *Return

	wins int
	sum  float64
}

// add counts an outcome; r matters when it was measured.
func (t *Tally) add(state State, r Return) {
	switch state {
	case Pending:
		t.Pending++
		return
	case Unknown:
		t.Unknown++
		return
	}
	t.Measured++
	t.sum += r.Value
	if r.Value > 0 {
		t.wins++
	}
	if t.Best == nil || r.Value > t.Best.Value {
		t.Best = &r
	}
	if t.Worst == nil || r.Value < t.Worst.Value {
		t.Worst = &r
	}
	rate, mean := float64(t.wins)/float64(t.Measured), t.sum/float64(t.Measured)
	t.WinRate, t.MeanReturn = &rate, &mean
}
