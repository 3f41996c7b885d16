package commands

import (
	"context"
	"log/slog"
	"strings"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

const (
	questionName = "question"
	// maxQuestion is the longest question the command service takes.
	maxQuestion = 500
	// researchPrefix is the button under a check; a symbol follows.
	researchPrefix = "v1:research:run:"
	// askPrefix is the button under a research, questionDialog the form it
	// opens; a symbol follows.
	askPrefix      = "v1:research:ask:"
	questionDialog = "v1:research:question:"
)

// Answers is what writes answers in words and draws the chart beside them.
type Answers struct {
	Command commandv1.CommandServiceClient
	Charts  chartv1.ChartServiceClient
}

// NewResearch is /research and /ask, answers in words that rest on facts, and
// the form that asks more about a symbol.
func NewResearch(a Answers, symbols Suggest) Feature {
	return Feature{
		Commands: []Command{{
			Name: "research", Description: "What happened to a symbol, what speaks for and against it",
			Options: []Option{tickerOption(symbols), {Name: questionName, Description: "What you want to know about it"}},
			Parse: func(in interaction.Interaction) (CommandStep, error) {
				return a.research(in, in.Options.String(tickerName), in.Options.String(questionName))
			},
		}, {
			Name: "ask", Description: "A question about stocks in plain words",
			Options: []Option{{Name: questionName, Description: "Such as: is AAPL more volatile than MSFT?", Required: true}},
			Parse:   a.ask,
		}},
		Components: []Component{{Prefix: askPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			s, err := symbol.Parse(in.CustomID[len(askPrefix):])
			if err != nil {
				return nil, malformedControl()
			}
			return questionModal(s), nil
		}}, {Prefix: researchPrefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			return a.research(in, in.CustomID[len(researchPrefix):], "")
		}}},
		Dialogs: []Dialog{{Prefix: questionDialog, Parse: func(in interaction.Interaction) (ModalStep, error) {
			return a.research(in, in.CustomID[len(questionDialog):], in.Inputs.Text(questionName))
		}}},
	}
}

func (a Answers) research(in interaction.Interaction, ticker, question string) (Task, error) {
	s, err := parseSymbol(ticker)
	if err != nil {
		return Task{}, err
	}
	if question, err = parseQuestion(question); err != nil {
		return Task{}, err
	}
	return Task{Name: "research", Manner: AlwaysDefer, Stream: func(ctx context.Context, show Show) (message.Message, error) {
		stream, err := a.Command.Research(ctx, &commandv1.ResearchRequest{Symbol: s.String(), Question: question, UserId: in.Invoker.ID.String()})
		if err != nil {
			return message.Message{}, err
		}
		n := &narrative{title: "🔎 " + s.String() + " research", question: question, symbol: s}
		if err := n.follow(func() (update, error) { return stream.Recv() }, show); err != nil {
			return message.Message{}, err
		}
		return a.finished(ctx, in, n), nil
	}}, nil
}

func (a Answers) ask(in interaction.Interaction) (CommandStep, error) {
	question, err := parseQuestion(in.Options.String(questionName))
	if err != nil {
		return nil, err
	}
	if question == "" {
		return nil, fault.Invalid(questionName, "Ask something, such as: is AAPL more volatile than MSFT?")
	}
	return Task{Name: "ask", Manner: AlwaysDefer, Stream: func(ctx context.Context, show Show) (message.Message, error) {
		stream, err := a.Command.Ask(ctx, &commandv1.AskRequest{Question: question, UserId: in.Invoker.ID.String()})
		if err != nil {
			return message.Message{}, err
		}
		n := &narrative{title: "💬 Answer", question: question}
		if err := n.follow(func() (update, error) { return stream.Recv() }, show); err != nil {
			return message.Message{}, err
		}
		return a.finished(ctx, in, n), nil
	}}, nil
}

func parseQuestion(text string) (string, error) {
	text = strings.TrimSpace(text)
	if len([]rune(text)) > maxQuestion {
		return "", fault.Invalid(questionName, "That question is too long. Ask in 500 characters at most.")
	}
	return text, nil
}

func questionModal(s symbol.Symbol) Modal {
	return Modal{Name: "research", Modal: message.Modal{
		CustomID: questionDialog + s.String(), Title: "Ask about " + s.String(),
		Inputs: []message.TextInput{{
			CustomID: questionName, Label: "Question", Hint: "Why is it moving?", Paragraph: true, MaxLength: maxQuestion,
		}},
	}}
}

// finished is the whole answer, with the chart that goes with it.
func (a Answers) finished(ctx context.Context, in interaction.Interaction, n *narrative) message.Message {
	m := n.view()
	suggested := n.conclusion.GetChart()
	if suggested == nil || !in.Place.Allowed.Has(interaction.AttachFiles) {
		return m
	}
	drawn, err := a.Charts.RenderChart(ctx, &chartv1.RenderChartRequest{
		Symbol: suggested.GetSymbol(), Timeframe: suggested.GetTimeframe(), Compare: suggested.GetCompareWith(),
	})
	if err != nil { // the words are worth showing alone
		slog.WarnContext(ctx, "chart of an answer not drawn", "error", err)
		return m
	}
	m.File = message.NewFile(drawn.GetAltText(), drawn.GetPng(), suggested.GetSymbol())
	m.Embeds[0].Image = message.ImageOf(m.File)
	return m
}
