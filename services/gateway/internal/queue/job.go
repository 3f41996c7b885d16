// Package queue keeps deferred interactions until they are finished, whatever
// happens to the process that deferred them.
package queue

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"github.com/nats-io/nats.go"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/seal"
)

// TokenLife is how long an interaction token works.
const TokenLife = 15 * time.Minute

// job is one deferred interaction. The whole of it is sealed in the queue.
type job struct {
	Interaction interaction.Interaction
	// Token is stored apart, because an Interaction never marshals it.
	Token string
}

func pack(ctx context.Context, in interaction.Interaction, box *seal.Box) (*nats.Msg, error) {
	plain, err := json.Marshal(job{Interaction: in, Token: in.Token.Reveal()})
	if err != nil {
		return nil, fmt.Errorf("encode job: %w", err)
	}
	msg := nats.NewMsg(subject)
	msg.Header.Set(nats.MsgIdHdr, in.ID.String())
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	msg.Data = box.Seal(plain, subject)
	return msg, nil
}

func unpack(data []byte, box *seal.Box) (interaction.Interaction, error) {
	plain, err := box.Open(data, subject)
	if err != nil {
		return interaction.Interaction{}, fmt.Errorf("open job: %w", err)
	}
	var j job
	if err := json.Unmarshal(plain, &j); err != nil {
		return interaction.Interaction{}, fmt.Errorf("decode job: %w", err)
	}
	j.Interaction.Token = interaction.Token(j.Token)
	return j.Interaction, nil
}
