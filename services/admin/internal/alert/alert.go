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

// Alert is an alert that was sent, as it was then.
type Alert struct {
	ID, Symbol string
	SentAt     time.Time
	// Category is the kind of news, such as "EARNINGS".
	Category string
	// Price is in USD.
	Price float64
	// Score and Confidence are 0 to 1, Sentiment is -1 to 1.
	Score, Sentiment, Confidence float64
	// Outcome is nil while it is unknown.
	Outcome *Outcome
}
