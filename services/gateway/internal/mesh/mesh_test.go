package mesh

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestReadyFollowsRequiredMembers(t *testing.T) {
	var marketAway, adminAway atomic.Bool
	check := func(away *atomic.Bool) func(context.Context) error {
		return func(context.Context) error {
			if away.Load() {
				return errors.New("cannot be reached")
			}
			return nil
		}
	}
	w := NewWatcher(
		Member{Name: "market", Required: true, Check: check(&marketAway)},
		Member{Name: "admin", Check: check(&adminAway)},
	)
	if err := w.Ready(); err == nil || !strings.Contains(err.Error(), "not checked yet") {
		t.Errorf("before the first check: %v", err)
	}
	adminAway.Store(true)
	w.poll(t.Context())
	if err := w.Ready(); err != nil {
		t.Errorf("without a member that is not required: %v", err)
	}
	before := w.Statuses()[0].Since
	marketAway.Store(true)
	w.poll(t.Context())
	if err := w.Ready(); err == nil || err.Error() != "market: cannot be reached" {
		t.Errorf("without the market: %v", err)
	}
	if !w.Statuses()[0].Since.After(before) {
		t.Error("the time of the change was not noted")
	}
}

func TestRunEnds(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	w := NewWatcher(Member{Name: "slow", Required: true, Check: func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}})
	if err := w.Run(ctx); err != nil {
		t.Error(err)
	}
}
