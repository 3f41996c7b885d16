// Package alert is what the bot alerted on, and what became of it.
package alert

import "time"

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
}
