package server

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

// update is the next thing a stream tells; one of its fields is set.
type update struct {
	stage      commandv1.Stage
	sheet      *commandv1.FactSheet
	sentence   *commandv1.Sentence
	conclusion *commandv1.Conclusion
}

// teller tells how an answer comes about.
type teller struct {
	send    func(update) error
	library *library
	// told is how many facts were.
	told int
}

func (t *teller) stage(s commandv1.Stage) error { return t.send(update{stage: s}) }

func (t *teller) sheet() error {
	t.told = len(t.library.sheet.Facts)
	return t.send(update{sheet: t.library.wire()})
}

// sentence tells new facts before the sentence that rests on them.
func (t *teller) sentence(s author.Sentence) error {
	if len(t.library.sheet.Facts) != t.told {
		if err := t.sheet(); err != nil {
			return err
		}
	}
	return t.send(update{sentence: &commandv1.Sentence{Section: commandv1.Section(s.Section), Text: s.Text, FactIds: s.FactIDs}})
}

func (t *teller) conclude(c author.Conclusion, chart *commandv1.ChartSuggestion) error {
	return t.send(update{conclusion: &commandv1.Conclusion{
		Author: c.Author, RemovedSentences: int32(c.Removed), Cached: c.Cached, Note: c.Note, Chart: chart,
	}})
}

func (u update) research() *commandv1.ResearchResponse {
	var reply commandv1.ResearchResponse
	switch {
	case u.sheet != nil:
		reply.Update = &commandv1.ResearchResponse_Sheet{Sheet: u.sheet}
	case u.sentence != nil:
		reply.Update = &commandv1.ResearchResponse_Sentence{Sentence: u.sentence}
	case u.conclusion != nil:
		reply.Update = &commandv1.ResearchResponse_Conclusion{Conclusion: u.conclusion}
	default:
		reply.Update = &commandv1.ResearchResponse_Stage{Stage: u.stage}
	}
	return &reply
}

func (u update) ask() *commandv1.AskResponse {
	var reply commandv1.AskResponse
	switch {
	case u.sheet != nil:
		reply.Update = &commandv1.AskResponse_Sheet{Sheet: u.sheet}
	case u.sentence != nil:
		reply.Update = &commandv1.AskResponse_Sentence{Sentence: u.sentence}
	case u.conclusion != nil:
		reply.Update = &commandv1.AskResponse_Conclusion{Conclusion: u.conclusion}
	default:
		reply.Update = &commandv1.AskResponse_Stage{Stage: u.stage}
	}
	return &reply
}

func convertFact(f fact.Fact, currency string) *commandv1.Fact {
	converted := &commandv1.Fact{
		Id: f.ID, Symbol: f.Subject, Group: commandv1.FactGroup(f.Group), Label: f.Label, Unit: commandv1.FactUnit(f.Unit),
		Value: f.Value, Shown: f.Shown(currency), Document: f.Document, At: moment(f.At), Source: f.Source, Url: f.URL,
	}
	return converted
}

// moment is absent for the zero time.
func moment(t time.Time) *timestamppb.Timestamp {
	if t.IsZero() {
		return nil
	}
	return timestamppb.New(t)
}
