package server

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func (m tape) SearchSymbols(_ context.Context, req *marketv1.SearchSymbolsRequest, _ ...grpc.CallOption) (*marketv1.SearchSymbolsResponse, error) {
	var reply marketv1.SearchSymbolsResponse
	if strings.EqualFold(req.GetQuery(), "apple") {
		reply.Symbols = append(reply.Symbols, &marketv1.SymbolInfo{Symbol: "AAPL", Name: "Apple Inc."})
	}
	return &reply, nil
}

func ask(t *testing.T, c *Command, question string) (answer, error) {
	t.Helper()
	l := &listener[*commandv1.AskResponse]{t: t}
	err := c.Ask(&commandv1.AskRequest{Question: question, UserId: "ann"}, l)
	return l.answer, err
}

func TestAskByRules(t *testing.T) {
	c := writing(t, tape{days: map[string]int{"AAPL": 400, "MSFT": 300, "IBM": 200}}, nil)
	for question, want := range map[string][]string{
		"what is the price of apple?":            {"AAPL: Price is USD 188.59 on 2018-05-11."},
		"rsi of AAPL":                            {"AAPL: RSI (14) is "},
		"compare AAPL and MSFT over the year":    {"AAPL: 252-session return on common days is ", "MSFT: Annual volatility over 252 common days is ", "Correlation of AAPL and MSFT"},
		"compare AAPL and IBM over the year":     {"AAPL: 199-session return on common days is ", "IBM: 199-session return on common days is "},
		"how about AAPL":                         {"AAPL: Price is"},
		"which fell more this month, MSFT or X5": {"MSFT: 21-session return is"},
	} {
		got, err := ask(t, c, question)
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, s := range got.sentences {
			text += s.GetText() + "\n"
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%q: no %q in\n%s", question, w, text)
			}
		}
		if got.conclusion.GetRemovedSentences() != 0 || got.conclusion.GetChart() == nil {
			t.Errorf("%q: %v", question, got.conclusion)
		}
	}
	got, err := ask(t, c, "hello there")
	if err != nil || len(got.sentences) != 0 || !strings.HasPrefix(got.conclusion.GetNote(), "Name a symbol") || got.conclusion.Chart != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAskFaults(t *testing.T) {
	c := writing(t, tape{days: map[string]int{"A": 5}}, nil)
	for question, want := range map[string]codes.Code{
		" ": codes.InvalidArgument, strings.Repeat("x", 501): codes.InvalidArgument, "price of $XYZ": codes.NotFound,
	} {
		if _, err := ask(t, c, question); fault.From(err).Code() != want {
			t.Errorf("%q: %v", question, err)
		}
	}
}

// caller is a model that calls tools and tells of the first fact it is given.
type caller struct {
	calls []string
	heard []string
}

func (*caller) Name() string { return "caller" }

func (m *caller) Generate(ctx context.Context, req llm.Request, emit func(string) error) (llm.Usage, error) {
	for _, c := range m.calls {
		tool, arguments, _ := strings.Cut(c, " ")
		text, err := req.Call(ctx, tool, json.RawMessage(arguments))
		if err != nil {
			text = err.Error()
		}
		m.heard = append(m.heard, text)
	}
	return llm.Usage{}, emit("MSFT is named [F1].\n")
}

func TestTools(t *testing.T) {
	model := &caller{calls: []string{
		`quote {"symbols":["MSFT"]}`, `bars {"symbols":["MSFT"]}`, `indicators {"symbols":["MSFT"]}`, `catalysts {"symbols":["MSFT"]}`,
		`compare {"symbols":["MSFT","AAPL"]}`, `transfer {"symbols":["MSFT"]}`, `quote {"symbols":["XYZ"]}`, `quote {"symbols":[]}`, `quote no`,
		`quote {"symbols":["a  b"]}`,
	}}
	got, err := ask(t, writing(t, tape{days: map[string]int{"AAPL": 400, "MSFT": 300}}, model), "how is my favourite?")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{
		"MSFT Name: MSFT Inc.", "MSFT 252-session return", "MSFT RSI (14)", "", "Correlation of MSFT and AAPL", "no such tool",
		"There are no prices of XYZ.", "give symbols", "give symbols", "a symbol is",
	} {
		if !strings.Contains(model.heard[i], want) {
			t.Errorf("%s: %s", model.calls[i], model.heard[i])
		}
	}
	if len(got.sentences) != 1 || got.conclusion.GetAuthor() != "caller" || len(got.sheet.GetFacts()) < 30 || got.sheet.GetInfo() != nil {
		t.Errorf("%s", fmt.Sprint(got.sentences, got.conclusion, len(got.sheet.GetFacts())))
	}
}
