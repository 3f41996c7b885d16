package author

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/narrative"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// parrot is a model that says what it is told to, a few bytes at a time.
type parrot struct {
	says  string
	err   error
	usage llm.Usage
	heard []llm.Request
}

func (p *parrot) Name() string { return "parrot" }

func (p *parrot) Generate(_ context.Context, req llm.Request, emit func(string) error) (llm.Usage, error) {
	p.heard = append(p.heard, req)
	for rest := p.says; rest != ""; {
		n := min(7, len(rest))
		if err := emit(rest[:n]); err != nil {
			return p.usage, err
		}
		rest = rest[n:]
	}
	return p.usage, p.err
}

func sheet() *fact.Sheet {
	s := &fact.Sheet{Subject: "AAPL", Currency: "USD", Missing: []string{"Fundamentals: no provider has them."}}
	for _, f := range []struct {
		label string
		unit  fact.Unit
		value float64
	}{{"Price", fact.Money, 188.59}, {"RSI (14)", fact.Number, 69.2}, {"21-session return", fact.Percent, 3.4}} {
		s.Add(fact.Fact{Subject: "AAPL", Label: f.label, Unit: f.unit, Value: &f.value, Change: f.unit == fact.Percent, Source: "test"})
	}
	return s
}

func task() Assignment {
	return Assignment{User: "ann", Sheet: sheet(), Rules: []narrative.Line{
		{Section: narrative.WhatHappened, Text: "The price is USD 188.59 [F1]."}, {Section: narrative.Watch, Text: "It is 5 [F1]."},
	}}
}

func author(t *testing.T, model llm.Model, cfg allowance.Config) *Author {
	t.Helper()
	url := "sqlite:" + t.TempDir() + "/test.db"
	a := New(model, allowance.NewStore(databasetest.Open(t, url, "command", schema.Migrations), cfg))
	t.Cleanup(a.Close)
	return a
}

var plenty = allowance.Config{User: 1 << 40, Total: 1 << 40}

func write(t *testing.T, a *Author, task Assignment) ([]Sentence, Conclusion) {
	t.Helper()
	var sentences []Sentence
	conclusion, err := a.Write(t.Context(), task, func(s Sentence) error {
		sentences = append(sentences, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sentences, conclusion
}

func TestModelWrites(t *testing.T) {
	model := &parrot{says: "## What happened\nThe price is $188.59 [F1].\n- It will be 900 [F1].\n\n## Bull case\nRSI (14) is 69.2 [F2]."}
	a := author(t, model, plenty)
	got, conclusion := write(t, a, task())
	if len(got) != 2 || got[0].Section != narrative.WhatHappened || got[1].Section != narrative.BullCase || got[1].FactIDs[0] != "F2" ||
		conclusion != (Conclusion{Author: "parrot", Removed: 1}) {
		t.Errorf("%+v, %+v", got, conclusion)
	}
	again, conclusion := write(t, a, task())
	if len(again) != 2 || !conclusion.Cached || conclusion.Removed != 1 || len(model.heard) != 1 {
		t.Errorf("again %+v, %+v", again, conclusion)
	}
	other := task()
	other.Question = "Why?"
	if _, conclusion = write(t, a, other); conclusion.Cached || len(model.heard) != 2 {
		t.Error("another question has the same answer")
	}
	changed := task()
	*changed.Sheet.Facts[0].Value = 189
	if _, conclusion = write(t, a, changed); conclusion.Cached {
		t.Error("other facts have the same answer")
	}
}

func TestRulesWrite(t *testing.T) {
	for name, c := range map[string]struct {
		model llm.Model
		cfg   allowance.Config
		note  string
	}{
		"no model":          {nil, plenty, noteNoModel},
		"refused":           {&parrot{err: llm.ErrRefused}, plenty, noteRefused},
		"overloaded":        {&parrot{err: llm.ErrOverloaded}, plenty, noteFailed},
		"malformed":         {&parrot{err: llm.ErrMalformed}, plenty, noteFailed},
		"nothing grounded":  {&parrot{says: "It will be 900 [F1].\nBuy!"}, plenty, noteUngrounded},
		"user's budget":     {&parrot{says: "no"}, allowance.Config{User: 10, Total: 1 << 40}, noteUser},
		"all users' budget": {&parrot{says: "no"}, allowance.Config{User: 1 << 40, Total: 10}, noteTotal},
	} {
		got, conclusion := write(t, author(t, c.model, c.cfg), task())
		if len(got) != 1 || conclusion.Author != BuiltIn || conclusion.Note != c.note || conclusion.Removed == 0 {
			t.Errorf("%s: %+v, %+v", name, got, conclusion)
		}
		if p, ok := c.model.(*parrot); ok && strings.Contains(name, "budget") && len(p.heard) != 0 {
			t.Errorf("%s: the model was asked", name)
		}
	}
}

// TestCutOffStands has a model that fails after one sentence.
func TestCutOffStands(t *testing.T) {
	model := &parrot{says: "The price is $188.59 [F1].\nThe RSI", err: llm.ErrTimeout}
	a := author(t, model, plenty)
	got, conclusion := write(t, a, task())
	if len(got) != 1 || conclusion.Author != "parrot" {
		t.Errorf("%+v, %+v", got, conclusion)
	}
	if _, conclusion = write(t, a, task()); conclusion.Cached {
		t.Error("half a text is kept")
	}
}

func TestAllowanceIsSettled(t *testing.T) {
	model := &parrot{says: "The price is $188.59 [F1].", usage: llm.Usage{Input: 100, Output: 50}}
	a := author(t, model, allowance.Config{User: 4000, Total: 1 << 40})
	for i := range 10 {
		next := task()
		next.Question = fmt.Sprint("question ", i)
		if _, conclusion := write(t, a, next); conclusion.Author != "parrot" {
			t.Fatalf("text %d: %+v", i, conclusion)
		}
	}
	if days, err := a.budget.Spend(t.Context(), time.Now(), time.Now()); err != nil || days[0].Input != 1000 || days[0].Output != 500 || days[0].Aside != 0 {
		t.Errorf("spend %+v, %v", days, err)
	}
}

func TestEmitterGone(t *testing.T) {
	gone := errors.New("gone")
	for _, model := range []llm.Model{nil, &parrot{says: "The price is $188.59 [F1].\nRSI (14) is 69.2 [F2].\n"}} {
		if _, err := author(t, model, plenty).Write(t.Context(), task(), func(Sentence) error { return gone }); !errors.Is(err, gone) {
			t.Errorf("%v", err)
		}
	}
}

func TestEndlessLine(t *testing.T) {
	model := &parrot{says: strings.Repeat("x", 100_000) + "\nThe price is $188.59 [F1]."}
	began := time.Now()
	if got, conclusion := write(t, author(t, model, plenty), task()); len(got) != 1 || conclusion.Removed == 0 || time.Since(began) > 10*time.Second {
		t.Errorf("%+v, %+v", got, conclusion)
	}
}
