package answer

import (
	"context"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
)

// suggestLimit is how long completions may take, from receipt: nobody waits
// longer while typing.
const suggestLimit = 1500 * time.Millisecond

// suggest completes an option. It is never deferred nor stored: late or failed
// means an empty list, and the same question again finds the same.
func (a *Answerer) suggest(ctx context.Context, in interaction.Interaction) []byte {
	limited, cancel := context.WithDeadline(ctx, in.ReceivedAt.Add(suggestLimit))
	defer cancel()
	end := outcome.Answered
	choices, err := a.Catalog.Suggest(limited, in)
	if err != nil {
		slog.WarnContext(ctx, "nothing suggested", "error", err)
		choices, end = nil, outcome.Failed
	}
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("catalyst.outcome", end))
	a.Outcomes.First(ctx, "autocomplete", end, in.ReceivedAt)
	return message.Choices(choices)
}
