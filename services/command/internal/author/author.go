// Package author turns facts into text: by a language model where there is one
// and it may be used, by built-in rules everywhere else. Either way no sentence
// leaves that is not grounded in the facts it cites.
package author

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/grounding"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/narrative"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
)

// BuiltIn is the author's name when rules wrote the text.
const BuiltIn = "built-in rules"

const (
	// maxCached texts are kept for cacheLife.
	maxCached = 512
	cacheLife = 15 * time.Minute
	// maxTokens bounds a reply, maxRounds the replies that only call tools.
	maxTokens = 1500
	maxRounds = 4
)

// Reasons for writing without a model, for people.
const (
	noteNoModel    = "Written by built-in rules: no language model is configured."
	noteUser       = "Written by built-in rules: your questions have used up today's allowance of the language model."
	noteTotal      = "Written by built-in rules: today's allowance of the language model is used up."
	noteFailed     = "Written by built-in rules: the language model could not answer."
	noteRefused    = "Written by built-in rules: the language model declined to answer."
	noteUngrounded = "Written by built-in rules: nothing the language model wrote was grounded in the facts."
)

// Sentence is one that is grounded in the facts it cites.
type Sentence struct {
	Section narrative.Section
	grounding.Sentence
}

// Assignment is one text to write.
type Assignment struct {
	User user.ID
	// Sheet is all that may be stated. Tools add to it.
	Sheet *fact.Sheet
	// Question is what a user typed; it may be empty.
	Question string
	// Tools are what the model may call; Call runs them.
	Tools []llm.Tool
	Call  func(ctx context.Context, tool string, arguments json.RawMessage) (string, error)
	// Rules are written when no model writes, each with its citations.
	Rules []narrative.Line
}

// Conclusion says how a text came to be.
type Conclusion struct {
	// Author is the name of the model, or BuiltIn.
	Author string
	// Removed is how many sentences were not grounded and left out.
	Removed int
	// Cached is true when the text was written before.
	Cached bool
	// Note says why no model wrote; empty when one did.
	Note string
}

// Author writes. Make one with New.
type Author struct {
	model  llm.Model
	budget *allowance.Store
	cache  *otter.Cache[[sha256.Size]byte, text]
}

// text is one that was written by a model, and the facts it rests on.
type text struct {
	sentences []Sentence
	facts     []fact.Fact
	removed   int
	// whole is false when the model was cut off.
	whole bool
}

// New makes an author; Close ends it. Without a model, which may be nil, rules
// write.
func New(model llm.Model, budget *allowance.Store) *Author {
	return &Author{model: model, budget: budget, cache: otter.Must(&otter.Options[[sha256.Size]byte, text]{
		MaximumSize: maxCached, ExpiryCalculator: otter.ExpiryWriting[[sha256.Size]byte, text](cacheLife),
	})}
}

// Close ends what runs beside the author.
func (a *Author) Close() { a.cache.StopAllGoroutines() }

// Write writes the text, telling emit each sentence as it is done. The only
// errors are emit's and those of a ctx that is done.
func (a *Author) Write(ctx context.Context, task Assignment, emit func(Sentence) error) (Conclusion, error) {
	if a.model == nil {
		return rules(task, noteNoModel, emit)
	}
	prompt := compose(task)
	key := sha256.Sum256([]byte(a.model.Name() + "\x00" + system + "\x00" + prompt))
	if known, ok := a.cache.GetIfPresent(key); ok {
		task.Sheet.Facts = known.facts
		return Conclusion{Author: a.model.Name(), Removed: known.removed, Cached: true}, tell(known.sentences, emit)
	}
	written, note, err := a.generate(ctx, task, prompt, emit)
	switch {
	case err != nil:
		return Conclusion{}, err
	case note != "":
		conclusion, err := rules(task, note, emit)
		conclusion.Removed += written.removed
		return conclusion, err
	}
	if written.whole {
		written.facts = task.Sheet.Facts
		a.cache.Set(key, written)
	}
	return Conclusion{Author: a.model.Name(), Removed: written.removed}, nil
}

// generate has the model write within the allowance. The note says why there
// is no text.
func (a *Author) generate(ctx context.Context, task Assignment, prompt string, emit func(Sentence) error) (text, string, error) {
	day, most := time.Now(), estimate(task, prompt)
	if err := a.budget.Take(ctx, task.User, day, most); err != nil {
		return text{}, noteOf(ctx, err), ctx.Err()
	}
	d := desk{sheet: task.Sheet, emit: emit}
	usage, err := a.model.Generate(ctx, llm.Request{
		System: system, Prompt: prompt, Tools: task.Tools, Call: task.Call, MaxRounds: maxRounds, MaxTokens: maxTokens,
	}, d.take)
	if err == nil {
		err = d.finish()
	}
	// A caller that went away has used the tokens all the same.
	if settling := a.budget.Settle(context.WithoutCancel(ctx), task.User, day, most, usage); settling != nil {
		slog.WarnContext(ctx, "allowance not settled", "error", settling)
	}
	count(ctx, d.removed)
	written := text{sentences: d.sentences, removed: d.removed, whole: err == nil}
	switch {
	case d.failed != nil:
		return written, "", d.failed
	case ctx.Err() != nil:
		return written, "", ctx.Err()
	case len(d.sentences) > 0:
		return written, "", nil // what was said stands, even when the rest never came
	case err != nil:
		return written, noteOf(ctx, err), nil
	default:
		return written, noteUngrounded, nil
	}
}

// noteOf says for people why the model did not write.
func noteOf(ctx context.Context, err error) string {
	switch {
	case errors.Is(err, allowance.ErrUser):
		return noteUser
	case errors.Is(err, allowance.ErrTotal):
		return noteTotal
	case errors.Is(err, llm.ErrRefused):
		return noteRefused
	default:
		slog.WarnContext(ctx, "language model not used", "error", err)
		return noteFailed
	}
}

// rules writes what was written without a model, by the same check.
func rules(task Assignment, note string, emit func(Sentence) error) (Conclusion, error) {
	conclusion := Conclusion{Author: BuiltIn, Note: note}
	for _, line := range task.Rules {
		checked, ok := passes(line.Text, task.Sheet)
		if !ok {
			conclusion.Removed++
			continue
		}
		if err := emit(Sentence{line.Section, checked}); err != nil {
			return conclusion, err
		}
	}
	return conclusion, nil
}

func tell(sentences []Sentence, emit func(Sentence) error) error {
	for _, s := range sentences {
		if err := emit(s); err != nil {
			return err
		}
	}
	return nil
}
