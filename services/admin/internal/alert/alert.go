// Package alert is what the bot alerted on, and what became of it.
package alert

import (
	"slices"
	"time"
)

// Outcome is what became of an alert.
type Outcome struct {
	// Return is from the price of the alert, in percent.
	Return     float64
	MeasuredAt time.Time
	Provider   string
}

// Measures is a set of numbers an alert may come without.
type Measures int64

// The measures.
const (
	Score Measures = 1 << iota
	Sentiment
	Confidence
)

// Alert is an alert that was sent, as it was then.
type Alert struct {
	ID, Symbol string
	SentAt     time.Time
	// Category is the kind of news, such as "EARNINGS".
	Category string
	// Price is in USD.
	Price float64
	// Score and Confidence are 0 to 1, Sentiment is -1 to 1; what is untold is 0,
	// so that it passes only where nothing is asked for.
	Score, Sentiment, Confidence float64
	// Untold are those of the three the alert did not have.
	Untold Measures
	// Outcome is nil while it is unknown.
	Outcome *Outcome
	// Early is what it came to before the end, as far as known, soonest first.
	Early []Early
}

// Horizons are the times after an alert of early outcomes.
var Horizons = []time.Duration{15 * time.Minute, time.Hour, 4 * time.Hour}

// Early is what an alert came to some time before the end.
type Early struct {
	// Horizon is the time after the alert.
	Horizon time.Duration
	Outcome Outcome
}

// Reached reports whether a return, in percent, was seen at any of the times the
// alert was looked at. Its outcome is known.
func (a Alert) Reached(percent float64) bool {
	return a.Outcome.Return >= percent || slices.ContainsFunc(a.Early, func(e Early) bool { return e.Outcome.Return >= percent })
}

// Taking is the return, in percent, of one who sells once a return is reached and
// else in the end. The outcome is known.
func (a Alert) Taking(profit float64) float64 {
	if a.Reached(profit) {
		return profit
	}
	return a.Outcome.Return
}
