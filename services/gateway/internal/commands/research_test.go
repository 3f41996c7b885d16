package commands

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"google.golang.org/grpc"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// replay is a stream of updates that were written down.
type replay[T any] struct {
	grpc.ClientStream
	updates []*T
	end     error
}

func (r *replay[T]) Recv() (*T, error) {
	if len(r.updates) == 0 {
		return nil, r.end
	}
	next := r.updates[0]
	r.updates = r.updates[1:]
	return next, nil
}

// writer answers in words.
type writer struct {
	commandv1.CommandServiceClient
	chartv1.ChartServiceClient
	researched *commandv1.ResearchRequest
	asked      *commandv1.AskRequest
	end        error
}

var sheet = &commandv1.FactSheet{
	Info:       &marketv1.SymbolInfo{Symbol: "AAPL", Name: "Apple Inc."},
	Facts:      []*commandv1.Fact{{Id: "F1", Symbol: "AAPL", Label: "RSI (14)", Shown: "69.2"}, {Id: "F2", Label: "unused", Shown: "1"}},
	Provenance: []*marketv1.Provenance{provenance()},
}

var sentence = &commandv1.Sentence{Section: commandv1.Section_SECTION_BULL_CASE, Text: "Momentum is strong, @everyone.", FactIds: []string{"F1"}}

func (w *writer) Research(_ context.Context, req *commandv1.ResearchRequest, _ ...grpc.CallOption) (grpc.ServerStreamingClient[commandv1.ResearchResponse], error) {
	w.researched = req
	return &replay[commandv1.ResearchResponse]{end: w.end, updates: []*commandv1.ResearchResponse{
		{Update: &commandv1.ResearchResponse_Stage{Stage: commandv1.Stage_STAGE_FETCHING}},
		{Update: &commandv1.ResearchResponse_Sheet{Sheet: sheet}},
		{Update: &commandv1.ResearchResponse_Sentence{Sentence: sentence}},
		{Update: &commandv1.ResearchResponse_Conclusion{Conclusion: &commandv1.Conclusion{Author: "built-in rules", RemovedSentences: 2}}},
	}}, nil
}

func (w *writer) Ask(_ context.Context, req *commandv1.AskRequest, _ ...grpc.CallOption) (grpc.ServerStreamingClient[commandv1.AskResponse], error) {
	w.asked = req
	return &replay[commandv1.AskResponse]{end: w.end, updates: []*commandv1.AskResponse{
		{Update: &commandv1.AskResponse_Conclusion{Conclusion: &commandv1.Conclusion{
			Author: "built-in rules", Chart: &commandv1.ChartSuggestion{Symbol: "AAPL", Timeframe: marketv1.Timeframe_TIMEFRAME_1Y},
		}}},
	}}, nil
}

func (*writer) RenderChart(context.Context, *chartv1.RenderChartRequest, ...grpc.CallOption) (*chartv1.RenderChartResponse, error) {
	return &chartv1.RenderChartResponse{Png: []byte("png")}, nil
}

func writing(t *testing.T, w *writer) *Catalog {
	t.Helper()
	catalog, err := NewCatalog(NewResearch(Answers{w, w}, nil))
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func TestResearchShowsHowFarItIs(t *testing.T) {
	w := &writer{end: io.EOF}
	in := slash("research", interaction.Options{"ticker": "aapl", "question": " why *now*? "})
	in.Invoker.ID = "42"
	route, err := writing(t, w).Route(in)
	if err != nil || !route.Defers() {
		t.Fatalf("%+v, %v", route, err)
	}
	var shown []message.Message
	m, err := route.Do(t.Context(), func(m message.Message) { shown = append(shown, m) })
	if err != nil || len(shown) != 4 || w.researched.GetQuestion() != "why *now*?" || w.researched.GetUserId() != "42" {
		t.Fatalf("%d shown for %v, %v", len(shown), w.researched, err)
	}
	if first := shown[0].Embeds[0].Description; !strings.Contains(first, `> why \*now\*?`) || !strings.Contains(first, "Looking up prices") {
		t.Errorf("at first: %s", first)
	}
	e := m.Embeds[0]
	if strings.Contains(e.Description, "⏳") || e.Fields[0].Name != "For it" || e.Fields[0].Value != `Momentum is strong, \@everyone. `+"`F1`" ||
		e.Fields[1].Name != "Against it" || e.Fields[1].Value != "Nothing among the facts." ||
		e.Fields[2].Value != "`F1` AAPL · RSI \\(14\\): 69.2" || len(m.Rows) != 1 {
		t.Errorf("in the end: %+v", e)
	}
	if !strings.HasPrefix(e.Footer.Text, "Written by built-in rules · 2 sentences without a fact removed · Source: sample data") {
		t.Errorf("footer %q", e.Footer.Text)
	}
}

func TestResearchThatBreaksOff(t *testing.T) {
	route, err := writing(t, &writer{end: errors.New("cut")}).Route(slash("research", interaction.Options{"ticker": "AAPL"}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := route.Do(t.Context(), Unseen); err == nil {
		t.Error("half an answer is taken for a whole one")
	}
}

func TestAskAttachesTheChart(t *testing.T) {
	w := &writer{end: io.EOF}
	m := run(t, writing(t, w), slash("ask", interaction.Options{"question": "how is AAPL?"}))
	if w.asked.GetQuestion() != "how is AAPL?" || m.File == nil || m.File.Name != "aapl.png" || m.Embeds[0].Image == nil {
		t.Errorf("%v: %+v", w.asked, m)
	}
}

func TestQuestionForm(t *testing.T) {
	w := &writer{end: io.EOF}
	catalog := writing(t, w)
	opened, err := catalog.Route(press(askPrefix + "BRK.B"))
	if err != nil || opened.Modal == nil {
		t.Fatalf("%+v, %v", opened, err)
	}
	sent := interaction.Interaction{
		Kind: interaction.ModalSubmit, CustomID: opened.Modal.CustomID, Inputs: interaction.Inputs{opened.Modal.Inputs[0].CustomID: {"why?"}},
	}
	run(t, catalog, sent)
	if w.researched.GetSymbol() != "BRK.B" || w.researched.GetQuestion() != "why?" {
		t.Errorf("%v", w.researched)
	}
	for name, in := range map[string]interaction.Interaction{
		"no question":  slash("ask", nil),
		"long":         slash("ask", interaction.Options{"question": strings.Repeat("é", maxQuestion+1)}),
		"no symbol":    slash("research", interaction.Options{"ticker": "@"}),
		"odd button":   press(askPrefix + "@"),
		"odd question": {Kind: interaction.ModalSubmit, CustomID: questionDialog + "@"},
	} {
		if _, err := catalog.Route(in); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
