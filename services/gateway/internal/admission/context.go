package admission

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// Admitted is the mark of a request that came through a Gate.
type Admitted struct {
	// ReceivedAt is when its headers had arrived; Discord's 3 seconds count
	// from about then.
	ReceivedAt time.Time
	// ApplicationID is the application whose key signed it.
	ApplicationID interaction.Snowflake
}

type admittedKey struct{}

// From returns the mark of the request ctx belongs to. It is absent when the
// call did not come through a Gate, such as over gRPC.
func From(ctx context.Context) (Admitted, bool) {
	mark, ok := ctx.Value(admittedKey{}).(Admitted)
	return mark, ok
}
