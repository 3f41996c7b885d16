package commands

import (
	"context"

	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/kit/telemetry"
)

// Failure is the message a user sees instead of an answer: what to do, and the
// trace id by which operators find the cause.
func Failure(ctx context.Context, err error) message.Message {
	text := fault.From(err).Public()
	if id := telemetry.TraceID(ctx); id != "" {
		text += "\n-# trace `" + id + "`"
	}
	return message.Message{Content: text}
}
