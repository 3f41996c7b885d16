// Package server is the gateway's gRPC surface.
package server

import (
	"context"
	"log/slog"

	"google.golang.org/grpc/codes"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Answerer gives an interaction its first answer.
type Answerer interface {
	Answer(ctx context.Context, in interaction.Interaction) []byte
}

// Interactions implements interactions.v1.InteractionService.
type Interactions struct {
	interactionsv1.UnsafeInteractionServiceServer
	answerer Answerer
}

// NewInteractions makes the service.
func NewInteractions(answerer Answerer) *Interactions { return &Interactions{answerer: answerer} }

// HandleInteraction answers one admitted interaction. Its errors are about the
// request; those of handlers become part of the callback.
func (s *Interactions) HandleInteraction(ctx context.Context, req *interactionsv1.HandleInteractionRequest) (
	*interactionsv1.HandleInteractionResponse, error,
) {
	mark, ok := admission.From(ctx)
	if !ok {
		return nil, fault.New(codes.Unauthenticated, "Interactions are taken as signed HTTP requests only: POST /interactions.")
	}
	in, err := interaction.Parse(req.GetInteraction(), mark.ReceivedAt)
	if err != nil {
		slog.WarnContext(ctx, "signed request is no interaction", "error", err)
		return nil, fault.New(codes.InvalidArgument, "The request is not a Discord interaction.", fault.Cause(err))
	}
	if in.Kind == interaction.Ping {
		return &interactionsv1.HandleInteractionResponse{Callback: message.Pong()}, nil
	}
	if in.ApplicationID != mark.ApplicationID {
		slog.ErrorContext(ctx, "interaction for another application than its key belongs to; check DISCORD_APPLICATION_ID",
			"application_id", in.ApplicationID.String(), "key_of", mark.ApplicationID.String())
		return nil, fault.Invalid("application_id", "The interaction is for another application.")
	}
	return &interactionsv1.HandleInteractionResponse{Callback: s.answerer.Answer(ctx, in)}, nil
}
