package server

import (
	"context"
	"testing"

	"google.golang.org/grpc"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/allowance"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

// answer is what a stream came to.
type answer struct {
	stages     []commandv1.Stage
	sheet      *commandv1.FactSheet
	sentences  []*commandv1.Sentence
	conclusion *commandv1.Conclusion
}

// told is one update of either stream.
type told interface {
	GetStage() commandv1.Stage
	GetSheet() *commandv1.FactSheet
	GetSentence() *commandv1.Sentence
	GetConclusion() *commandv1.Conclusion
}

// listener gathers the updates of a stream and checks their order.
type listener[T told] struct {
	grpc.ServerStream
	t      *testing.T
	answer answer
}

func (l *listener[T]) Context() context.Context { return l.t.Context() }

func (l *listener[T]) Send(u T) error {
	a := &l.answer
	if a.conclusion != nil {
		l.t.Errorf("told after the conclusion: %v", u)
	}
	switch {
	case u.GetSheet() != nil:
		a.sheet = u.GetSheet()
	case u.GetSentence() != nil:
		a.sentences = append(a.sentences, u.GetSentence())
		for _, id := range u.GetSentence().GetFactIds() {
			if !has(a.sheet, id) {
				l.t.Errorf("%q rests on %s, which was not told", u.GetSentence().GetText(), id)
			}
		}
	case u.GetConclusion() != nil:
		a.conclusion = u.GetConclusion()
	default:
		a.stages = append(a.stages, u.GetStage())
	}
	return nil
}

func has(sheet *commandv1.FactSheet, id string) bool {
	for _, f := range sheet.GetFacts() {
		if f.GetId() == id {
			return true
		}
	}
	return false
}

// writing makes a service whose texts are written by the model, or by rules.
func writing(t *testing.T, m tape, model llm.Model) *Command {
	t.Helper()
	db := databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations)
	writer := author.New(model, allowance.NewStore(db, allowance.Config{User: 1 << 40, Total: 1 << 40}))
	t.Cleanup(writer.Close)
	return New(Parts{Market: m, Author: writer})
}
