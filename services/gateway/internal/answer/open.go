package answer

import (
	"context"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
)

// openLimit is how long filling in a dialog may take, from receipt: it cannot be
// deferred, and Discord waits three seconds.
const openLimit = 2 * time.Second

// open shows a dialog, or why it cannot be opened.
func (a *Answerer) open(ctx context.Context, in interaction.Interaction, route commands.Route) []byte {
	limited, cancel := context.WithDeadline(ctx, in.ReceivedAt.Add(openLimit))
	defer cancel()
	modal, err := route.Open(limited)
	if err != nil {
		slog.WarnContext(ctx, "dialog not opened", "command", route.Name, "error", err)
		return a.finish(ctx, in, route.Name, outcome.Failed, textOf(ctx, err))
	}
	return a.finish(ctx, in, route.Name, outcome.Answered, message.Open(modal))
}
