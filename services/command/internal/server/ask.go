package server

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/narrative"
	"github.com/catalyst-bot/mesh/services/command/internal/question"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Ask answers a question in plain words.
func (c *Command) Ask(req *commandv1.AskRequest, stream grpc.ServerStreamingServer[commandv1.AskResponse]) error {
	ctx, cancel := context.WithTimeout(stream.Context(), answerLimit)
	defer cancel()
	text := strings.TrimSpace(req.GetQuestion())
	id, err := parseAsker(req.GetUserId(), text)
	if err != nil {
		return err
	}
	if text == "" {
		return fault.Invalid("question", "Ask something. "+question.Help)
	}
	t := &teller{library: c.newLibrary(), send: func(u update) error { return stream.Send(u.ask()) }}
	if err := t.stage(commandv1.Stage_STAGE_FETCHING); err != nil {
		return err
	}
	intent := question.Parse(text)
	if err := c.gather(ctx, t.library, &intent); err != nil {
		return err
	}
	task := author.Assignment{User: id, Question: text, Tools: tools, Call: t.library.call}
	task.Rules = question.Answer(intent, &t.library.sheet)
	if intent.Opinion && len(intent.Keys) == 0 && len(t.library.symbols) == 1 {
		task.Rules = narrative.Write(&t.library.sheet)
	}
	conclusion, err := c.write(ctx, t, task)
	if err != nil {
		return err
	}
	if conclusion.Author == author.BuiltIn && len(task.Rules) == 0 {
		conclusion.Note = question.Help
	}
	return t.conclude(conclusion, chartOf(intent, t.library))
}

// gather reads what the question names. Of several symbols, those without data
// are named as missing.
func (c *Command) gather(ctx context.Context, l *library, intent *question.Intent) error {
	for _, name := range intent.Names {
		if s, ok := c.resolve(ctx, name); ok && !slices.Contains(intent.Symbols, s) && len(intent.Symbols) < question.MaxSymbols {
			intent.Symbols = append(intent.Symbols, s)
		}
	}
	for _, s := range intent.Symbols {
		_, err := l.read(ctx, s)
		switch f := fault.From(err); {
		case err == nil:
		case f.Code() == codes.NotFound && len(intent.Symbols) > 1:
			l.miss(f.Public())
		default:
			return err
		}
	}
	if len(l.symbols) > 1 {
		l.compare(l.symbols)
	}
	return nil
}

// resolve finds the symbol of a company whose name begins with the word.
func (c *Command) resolve(ctx context.Context, word string) (symbol.Symbol, bool) {
	found, err := c.market.SearchSymbols(ctx, &marketv1.SearchSymbolsRequest{Query: word, Limit: 5})
	if err != nil {
		return "", false // a word that is not looked up is no name
	}
	for _, info := range found.GetSymbols() {
		first, _, _ := strings.Cut(info.GetName(), " ")
		if strings.EqualFold(strings.Trim(first, ".,"), word) {
			s, err := symbol.Parse(info.GetSymbol())
			return s, err == nil
		}
	}
	return "", false
}

// chartOf shows what the answer is about; nil when that is no symbol.
func chartOf(intent question.Intent, l *library) *commandv1.ChartSuggestion {
	if len(l.symbols) == 0 {
		return nil
	}
	chart := &commandv1.ChartSuggestion{Symbol: l.symbols[0].String(), Timeframe: marketv1.Timeframe(intent.Chart)}
	for _, s := range l.symbols[1:] {
		chart.CompareWith = append(chart.CompareWith, s.String())
	}
	return chart
}
