package answer

import (
	"context"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/flush"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
)

// turnPatience is how long a quick change waits for an edit of the same message
// that is under way, before it joins the queue.
const turnPatience = 200 * time.Millisecond

// Clicks orders the interactions that change the same message.
type Clicks interface {
	Begin(ctx context.Context, message, click interaction.Snowflake) error
	Turn(ctx context.Context, message, click interaction.Snowflake) (release func(), newest bool, err error)
}

// clicked makes older clicks on the same message needless.
func (a *Answerer) clicked(ctx context.Context, in interaction.Interaction, route commands.Route) {
	if !route.Update || in.Message == nil {
		return
	}
	storing, cancel := context.WithTimeout(ctx, storeLimit)
	defer cancel()
	if err := a.Clicks.Begin(storing, in.Message.ID, in.ID); err != nil {
		slog.ErrorContext(ctx, "click not recorded", "error", err)
	}
}

// update shows a change at once, unless another edit of the message is under
// way or a newer click has been shown.
func (a *Answerer) update(ctx context.Context, in interaction.Interaction, route commands.Route, m message.Message) []byte {
	callback, err := message.Update(m)
	if err != nil {
		return a.unsendable(ctx, in, route, err)
	}
	if in.Message == nil {
		return a.finish(ctx, in, route.Name, outcome.Answered, callback)
	}
	waiting, cancel := context.WithTimeout(ctx, turnPatience)
	defer cancel()
	release, newest, err := a.Clicks.Turn(waiting, in.Message.ID, in.ID)
	switch {
	case err != nil:
		return a.promise(ctx, in, route)
	case !newest:
		return a.finish(ctx, in, route.Name, outcome.Superseded, message.Updating())
	}
	flush.After(ctx, release)
	return a.finish(ctx, in, route.Name, outcome.Answered, callback)
}
