// Package usage tells the admin service how the bot is used.
package usage

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

const (
	// interval is how often uses are handed in.
	interval = 5 * time.Second
	// batchSize is the most uses of one call, and kept of all that wait.
	batchSize = 1000
	kept      = 10 * batchSize
	// callLimit bounds one call.
	callLimit = 3 * time.Second
)

// Reporter gathers uses and hands them in from time to time. What is not handed
// in when the process dies is lost: these are statistics.
type Reporter struct {
	client adminv1.AdminServiceClient

	mu    sync.Mutex
	uses  []*adminv1.Use
	batch *adminv1.RecordUsageRequest
}

// New makes a reporter.
func New(client adminv1.AdminServiceClient) *Reporter { return &Reporter{client: client} }

// Used notes one use: the time to its first answer, whether that was a promise,
// and whether the user was told of a failure in the end.
func (r *Reporter) Used(in interaction.Interaction, command string, latency time.Duration, deferred, failed bool) {
	if in.Invoker.ID == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.uses) >= kept {
		return
	}
	r.uses = append(r.uses, &adminv1.Use{
		At: timestamppb.New(in.ReceivedAt), Command: command, UserId: in.Invoker.ID.String(),
		Latency: durationpb.New(max(latency, 0)), Deferred: deferred, Failed: failed,
	})
}

// Run hands uses in until ctx ends, and then what is left.
func (r *Reporter) Run(ctx context.Context) error {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			for r.hand(context.WithoutCancel(ctx)) {
			}
			return nil
		case <-ticker.C:
			for r.hand(ctx) {
			}
		}
	}
}

// hand sends one batch and reports whether there is more to send now. A batch
// that failed is sent again under its name, so that it counts once.
func (r *Reporter) hand(ctx context.Context) (more bool) {
	batch := r.next()
	if batch == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	_, err := r.client.RecordUsage(ctx, batch)
	if err != nil && fault.From(err).Code() != codes.InvalidArgument {
		slog.WarnContext(ctx, "usage not recorded, tried again later", "uses", len(batch.GetUses()), "error", err)
		return false
	}
	if err != nil { // the same batch would be refused for ever
		slog.ErrorContext(ctx, "usage refused", "uses", len(batch.GetUses()), "error", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.batch = nil
	return len(r.uses) > 0
}

func (r *Reporter) next() *adminv1.RecordUsageRequest {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.batch == nil && len(r.uses) > 0 {
		n := min(len(r.uses), batchSize)
		r.batch = &adminv1.RecordUsageRequest{BatchId: rand.Text(), Uses: r.uses[:n:n]}
		r.uses = r.uses[n:]
	}
	return r.batch
}
