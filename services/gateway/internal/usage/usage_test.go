package usage

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"google.golang.org/grpc"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// ledger counts each batch once.
type ledger struct {
	adminv1.AdminServiceClient
	mu      sync.Mutex
	batches map[string]int
	calls   int
	err     error
}

func (l *ledger) RecordUsage(_ context.Context, req *adminv1.RecordUsageRequest, _ ...grpc.CallOption) (*adminv1.RecordUsageResponse, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls++
	l.batches[req.GetBatchId()] = len(req.GetUses())
	return &adminv1.RecordUsageResponse{}, l.err
}

func (l *ledger) total() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, uses := range l.batches {
		n += uses
	}
	return n
}

func use(r *Reporter, times int) {
	for range times {
		r.Used(interaction.Interaction{Invoker: interaction.Invoker{ID: "42"}, ReceivedAt: time.Now()}, "check", time.Millisecond, false, false)
	}
}

func TestEveryUseCountsOnce(t *testing.T) {
	l := &ledger{batches: map[string]int{}, err: errors.New("away")}
	r := New(l)
	use(r, batchSize+1)
	r.Used(interaction.Interaction{}, "check", 0, false, false) // by nobody
	for range 2 {
		if r.hand(t.Context()) {
			t.Error("goes on while nobody listens")
		}
	}
	if len(l.batches) != 1 {
		t.Errorf("one batch went by %d names", len(l.batches))
	}
	l.err = nil
	for r.hand(t.Context()) {
	}
	if l.total() != batchSize+1 || l.calls != 4 {
		t.Errorf("%d uses in %d calls", l.total(), l.calls)
	}
}

func TestNothingIsLostAtTheEnd(t *testing.T) {
	l := &ledger{batches: map[string]int{}}
	r := New(l)
	use(r, 3)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Run(ctx); err != nil || l.total() != 3 {
		t.Errorf("%d uses, %v", l.total(), err)
	}
}

func TestWaitingUsesAreBounded(t *testing.T) {
	r := New(&ledger{})
	use(r, kept+10)
	if len(r.uses) != kept {
		t.Errorf("%d uses wait", len(r.uses))
	}
}
