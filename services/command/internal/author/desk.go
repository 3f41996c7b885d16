package author

import (
	"context"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/grounding"
	"github.com/catalyst-bot/mesh/services/command/internal/narrative"
)

const (
	// maxSentences of one text are let through.
	maxSentences = 30
	// maxLine is the longest line waited for, in bytes.
	maxLine = 4 << 10
)

// removedSentences is made with the global provider, which does not fail for a
// valid name.
var removedSentences, _ = otel.Meter("github.com/catalyst-bot/mesh/services/command/internal/author").
	Int64Counter("catalyst.answer.sentences.removed", metric.WithUnit("{sentence}"),
		metric.WithDescription("Sentences of language models that their facts do not bear out."))

func count(ctx context.Context, removed int) { removedSentences.Add(ctx, int64(removed)) }

// headings are the lines a section begins with.
var headings = map[string]narrative.Section{
	"## answer": narrative.Answer, "## what happened": narrative.WhatHappened, "## bull case": narrative.BullCase,
	"## bear case": narrative.BearCase, "## watch": narrative.Watch,
}

// desk takes what a model writes, piece by piece, and lets each line through
// that passes the check.
type desk struct {
	sheet     *fact.Sheet
	emit      func(Sentence) error
	pending   string
	section   narrative.Section
	sentences []Sentence
	removed   int
	// failed is what emit returned.
	failed error
}

// take reads a piece of text.
func (d *desk) take(piece string) error {
	d.pending += piece
	for {
		line, rest, ok := strings.Cut(d.pending, "\n")
		if !ok && len(d.pending) <= maxLine {
			return nil
		}
		d.pending = rest
		if err := d.line(line); err != nil {
			return err
		}
	}
}

// finish reads the last line, which no other follows.
func (d *desk) finish() error {
	last := d.pending
	d.pending = ""
	return d.line(last)
}

func (d *desk) line(line string) error {
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- "))
	if section, ok := headings[strings.ToLower(line)]; ok {
		d.section = section
		return nil
	}
	if line == "" {
		return nil
	}
	checked, ok := passes(line, d.sheet)
	if !ok || len(d.sentences) == maxSentences {
		d.removed++
		return nil
	}
	sentence := Sentence{max(d.section, narrative.Answer), checked}
	d.sentences = append(d.sentences, sentence)
	d.failed = d.emit(sentence)
	return d.failed
}

func passes(line string, sheet *fact.Sheet) (grounding.Sentence, bool) {
	checked, err := grounding.Check(line, sheet)
	return checked, err == nil
}
