package server_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// TestManyApproveAtOnce has one win, and the rest hear what it decided.
func TestManyApproveAtOnce(t *testing.T) {
	const people = 16
	databasetest.Each(t, func(t *testing.T, url string) {
		replicas := []replica{start(t, url), start(t, url)}
		p, err := replicas[0].propose(t, who("olga"), "MIN_SCORE=0.25")
		if err != nil {
			t.Fatal(err)
		}
		before := replicas[0].revision(t)
		var won atomic.Int64
		var group sync.WaitGroup
		for i := range people {
			group.Go(func() {
				done, err := replicas[i%2].client.DecideChange(within(t, 10*time.Second), &adminv1.DecideChangeRequest{
					Actor: who("oleg", "ops"), ProposalId: p.GetId(), Decision: approve,
				}, grpc.WaitForReady(true))
				if err != nil || done.GetProposal().GetAppliedRevision() != before+1 {
					t.Errorf("%v, %v", done, err)
				}
				if done.GetDecided() {
					won.Add(1)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 || replicas[1].revision(t) != before+1 {
			t.Errorf("%d won, revision %d", won.Load(), replicas[1].revision(t))
		}
	})
}

// TestManyProposalsAtOnce approves many proposals at the same time: those of
// one parameter exclude each other, and no other is lost.
func TestManyProposalsAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		var ids []string
		for i := range 8 {
			p, err := r.propose(t, who("olga"), fmt.Sprintf("MIN_SCORE=0.%d", i+1))
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, p.GetId())
		}
		for _, name := range []string{"CLINICAL", "DILUTION", "EARNINGS", "FILING"} {
			p, err := r.propose(t, who("olga"), "KEYWORD_WEIGHT_"+name+"=2")
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, p.GetId())
		}
		var approved, conflicts atomic.Int64
		var group sync.WaitGroup
		for _, id := range ids {
			group.Go(func() {
				switch _, err := r.decide(t, who("olga"), id, approve); {
				case err == nil:
					approved.Add(1)
				case fault.From(err).Reason() == "REVISION_CONFLICT":
					conflicts.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if approved.Load() != 5 || conflicts.Load() != 7 || r.number(t, "KEYWORD_WEIGHT_FILING") != 2 {
			t.Errorf("%d approved, %d conflicts", approved.Load(), conflicts.Load())
		}
	})
}

// TestInForceWithinASecond has another replica's watcher see a change.
func TestInForceWithinASecond(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r, other := start(t, url), start(t, url)
		stream, err := other.client.WatchParameters(within(t, 10*time.Second), &adminv1.WatchParametersRequest{}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stream.Recv(); err != nil {
			t.Fatal(err)
		}
		own, err := r.client.WatchParameters(within(t, 10*time.Second), &adminv1.WatchParametersRequest{}, grpc.WaitForReady(true))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := own.Recv(); err != nil {
			t.Fatal(err)
		}
		r.set(t, "MIN_SCORE=0.25")
		approved := time.Now()
		for name, watch := range map[string]grpc.ServerStreamingClient[adminv1.WatchParametersResponse]{"this": own, "the other": stream} {
			if _, err := watch.Recv(); err != nil {
				t.Fatal(err)
			}
			t.Logf("on %s replica after %s", name, time.Since(approved))
		}
		if took := time.Since(approved); took > time.Second {
			t.Errorf("in force after %s", took)
		}
	})
}
