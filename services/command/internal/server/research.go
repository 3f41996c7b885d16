package server

import (
	"context"
	"time"

	"google.golang.org/grpc"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/author"
	"github.com/catalyst-bot/mesh/services/command/internal/narrative"
	"github.com/catalyst-bot/mesh/services/command/internal/question"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const (
	// maxQuestion bounds a question, in bytes.
	maxQuestion = 500
	// answerLimit bounds the work on one text.
	answerLimit = 2 * time.Minute
	// noteQuestion follows the note of a text that leaves the question open.
	noteQuestion = " The question itself was not understood."
)

// Research looks into one symbol.
func (c *Command) Research(req *commandv1.ResearchRequest, stream grpc.ServerStreamingServer[commandv1.ResearchResponse]) error {
	ctx, cancel := context.WithTimeout(stream.Context(), answerLimit)
	defer cancel()
	s, err := parseSymbol(req.GetSymbol())
	if err != nil {
		return err
	}
	id, err := parseAsker(req.GetUserId(), req.GetQuestion())
	if err != nil {
		return err
	}
	t := &teller{library: c.newLibrary(), send: func(u update) error { return stream.Send(u.research()) }}
	if err := t.stage(commandv1.Stage_STAGE_FETCHING); err != nil {
		return err
	}
	if _, err := t.library.read(ctx, s); err != nil {
		return err
	}
	intent := question.Parse(req.GetQuestion())
	var answer []narrative.Line
	if req.GetQuestion() != "" && len(intent.Keys) > 0 {
		answer = question.Answer(intent, &t.library.sheet)
	}
	conclusion, err := c.write(ctx, t, author.Assignment{
		User: id, Question: req.GetQuestion(), Rules: append(answer, narrative.Write(&t.library.sheet)...),
	})
	if err != nil {
		return err
	}
	if req.GetQuestion() != "" && len(answer) == 0 && conclusion.Author == author.BuiltIn {
		conclusion.Note += noteQuestion
	}
	return t.conclude(conclusion, &commandv1.ChartSuggestion{Symbol: s.String(), Timeframe: marketv1.Timeframe(intent.Chart)})
}

// write tells the sheet and then the text.
func (c *Command) write(ctx context.Context, t *teller, task author.Assignment) (author.Conclusion, error) {
	if err := t.stage(commandv1.Stage_STAGE_COMPUTING); err != nil {
		return author.Conclusion{}, err
	}
	if err := t.sheet(); err != nil {
		return author.Conclusion{}, err
	}
	if err := t.stage(commandv1.Stage_STAGE_WRITING); err != nil {
		return author.Conclusion{}, err
	}
	task.Sheet = &t.library.sheet
	return c.author.Write(ctx, task, t.sentence)
}

// parseAsker reads who asks, and bounds what is asked.
func parseAsker(id, text string) (user.ID, error) {
	if len(text) > maxQuestion {
		return "", fault.Invalid("question", "Ask in up to 500 characters.")
	}
	return parseUser(id)
}
