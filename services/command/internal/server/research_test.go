package server

import (
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func look(t *testing.T, c *Command, req *commandv1.ResearchRequest) (answer, error) {
	t.Helper()
	l := &listener[*commandv1.ResearchResponse]{t: t}
	err := c.Research(req, l)
	return l.answer, err
}

func TestResearch(t *testing.T) {
	c := writing(t, tape{days: map[string]int{"AAPL": 400}, catalysts: []*marketv1.Catalyst{
		{Kind: marketv1.CatalystKind_CATALYST_KIND_NEWS, Time: timestamppb.New(tapeEnd), Headline: "Analyst says 900", Url: "https://example.com"},
		{Kind: marketv1.CatalystKind_CATALYST_KIND_DIVIDEND, Time: timestamppb.New(tapeEnd), Headline: "Ex-dividend: 0.73 USD a share"},
	}}, nil)
	got, err := look(t, c, &commandv1.ResearchRequest{Symbol: "aapl", UserId: "ann", Question: "what is the RSI?"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.stages) != 3 || got.sheet.GetInfo().GetSymbol() != "AAPL" || len(got.sheet.GetFacts()) < 30 || len(got.sheet.GetMissing()) != 0 {
		t.Errorf("stages %v, sheet %v", got.stages, got.sheet)
	}
	seen := map[commandv1.Section]bool{}
	for _, s := range got.sentences {
		seen[s.GetSection()] = true
		if strings.Contains(s.GetText(), "900") {
			t.Errorf("a number of a document: %s", s.GetText())
		}
	}
	for _, section := range []commandv1.Section{
		commandv1.Section_SECTION_ANSWER, commandv1.Section_SECTION_WHAT_HAPPENED, commandv1.Section_SECTION_BULL_CASE, commandv1.Section_SECTION_WATCH,
	} {
		if !seen[section] {
			t.Errorf("no %s", section)
		}
	}
	if got.conclusion.GetAuthor() != "built-in rules" || got.conclusion.GetRemovedSentences() != 0 || got.conclusion.GetNote() == "" ||
		got.conclusion.GetChart().GetSymbol() != "AAPL" {
		t.Errorf("conclusion %v", got.conclusion)
	}
}

func TestResearchSaysWhatItDoesNotUnderstand(t *testing.T) {
	got, err := look(t, writing(t, tape{days: map[string]int{"A": 5}}, nil),
		&commandv1.ResearchRequest{Symbol: "A", UserId: "ann", Question: "who is the boss?"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.conclusion.GetNote(), "not understood") || len(got.sentences) == 0 {
		t.Errorf("%+v", got)
	}
}

func TestResearchFaults(t *testing.T) {
	c := writing(t, tape{days: map[string]int{"A": 5}}, nil)
	for name, s := range map[string]struct {
		req  *commandv1.ResearchRequest
		want codes.Code
	}{
		"symbol":  {&commandv1.ResearchRequest{Symbol: "!", UserId: "ann"}, codes.InvalidArgument},
		"user":    {&commandv1.ResearchRequest{Symbol: "A"}, codes.InvalidArgument},
		"long":    {&commandv1.ResearchRequest{Symbol: "A", UserId: "ann", Question: strings.Repeat("x", 501)}, codes.InvalidArgument},
		"unknown": {&commandv1.ResearchRequest{Symbol: "X", UserId: "ann"}, codes.NotFound},
	} {
		if _, err := look(t, c, s.req); fault.From(err).Code() != s.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
