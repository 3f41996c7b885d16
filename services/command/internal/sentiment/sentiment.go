// Package sentiment sums up the tone of what was said about a symbol, by
// source, with the weights shown.
package sentiment

import (
	"math"
	"time"
)

// Source is where tones come from. Its numbers are those of the
// catalyst.command.v1.SentimentSource enum.
type Source int

// The sources.
const (
	Local Source = iota + 1
	External
	Filings
	Analysts
	Earnings
)

// Sources lists every source.
var Sources = []Source{Local, External, Filings, Analysts, Earnings}

// Weights are those of the sources, 0 to 1.
type Weights map[Source]float64

// Window is how far back tones count.
const Window = 30 * 24 * time.Hour

// halfLife is the age at which a tone counts half.
const halfLife = 7 * 24 * time.Hour

// Tone is that of one catalyst.
type Tone struct {
	Source Source
	At     time.Time
	// Value is -1, bad, to 1, good.
	Value float64
}

// Piece is what one source says.
type Piece struct {
	Source Source
	Weight float64
	// Share is the source's part of the score; 0 without tones.
	Share float64
	// Score is -1 to 1; nil without tones.
	Score *float64
	// Tones is how many it rests on.
	Tones int
}

// Sum is the tone of a symbol.
type Sum struct {
	// Score is -1 to 1; nil without data.
	Score *float64
	// Pieces are in the order of Sources.
	Pieces []Piece
}

// Of sums up tones at a moment. Those in the future or before the window do
// not count, and sources without tones leave their weight to the others.
func Of(tones []Tone, weights Weights, now time.Time) Sum {
	var sum Sum
	total := 0.0
	for _, source := range Sources {
		piece := Piece{Source: source, Weight: weights[source]}
		piece.Score, piece.Tones = mean(tones, source, now)
		if piece.Score != nil {
			total += piece.Weight
		}
		sum.Pieces = append(sum.Pieces, piece)
	}
	if total <= 0 {
		return sum
	}
	score := 0.0
	for i := range sum.Pieces {
		if p := &sum.Pieces[i]; p.Score != nil {
			p.Share = p.Weight / total
			score += p.Share * *p.Score
		}
	}
	score = max(-1, min(score, 1)) // without what rounding added
	sum.Score = &score
	return sum
}

// Counts reports whether a moment is within the window.
func Counts(at, now time.Time) bool { return !at.After(now) && now.Sub(at) <= Window }

// mean is that of a source's tones, newer ones counting more.
func mean(tones []Tone, source Source, now time.Time) (*float64, int) {
	var sum, weights float64
	count := 0
	for _, t := range tones {
		if t.Source != source || !Counts(t.At, now) {
			continue
		}
		weight := math.Exp2(-float64(now.Sub(t.At)) / float64(halfLife))
		sum += weight * t.Value
		weights += weight
		count++
	}
	if count == 0 {
		return nil, 0
	}
	value := sum / weights
	return &value, count
}
