package server_test

import (
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

// supersede proposes MIN_SCORE in the place of a proposal.
func (r replica) supersede(t *testing.T, actor *adminv1.Actor, id, value, request string) (*adminv1.ProposeChangeResponse, error) {
	t.Helper()
	return r.client.ProposeChange(t.Context(), &adminv1.ProposeChangeRequest{
		Actor: actor, Revision: r.revision(t), RequestId: request, Supersedes: id,
		Changes: []*adminv1.Change{{Name: "MIN_SCORE", Value: value}},
	}, grpc.WaitForReady(true))
}

// TestSupersede puts one proposal in the place of another: that one can never be
// approved any more.
func TestSupersede(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		old, err := r.propose(t, who("oleg", "ops"), "MIN_SCORE=0.25")
		if err != nil {
			t.Fatal(err)
		}
		var next *adminv1.Proposal
		for range 2 { // asked again, nothing more happens
			reply, err := r.supersede(t, who("olga"), old.GetId(), "0.3", "custom")
			if err != nil || reply.GetProposal().GetState() != adminv1.State_STATE_OPEN {
				t.Fatalf("%v, %v", reply, err)
			}
			next = reply.GetProposal()
		}
		if got := strings.Join(r.history(t, 3), ", "); got != "propose olga true 1, expire  true 1, propose oleg true 1" {
			t.Errorf("history %s", got)
		}
		_, err = r.decide(t, who("olga"), old.GetId(), approve)
		wantFault(t, "approve the old one", err, codes.FailedPrecondition, "PROPOSAL_EXPIRED")
		_, err = r.supersede(t, who("olga"), old.GetId(), "0.4", "expired")
		wantFault(t, "supersede the old one again", err, codes.FailedPrecondition, "PROPOSAL_EXPIRED")
		if done, err := r.decide(t, who("olga"), next.GetId(), approve); err != nil || !done.GetDecided() || r.number(t, "MIN_SCORE") != 0.3 {
			t.Errorf("%v, %v", done, err)
		}
		_, err = r.supersede(t, who("olga"), next.GetId(), "0.4", "decided")
		wantFault(t, "supersede a decided one", err, codes.FailedPrecondition, "PROPOSAL_DECIDED")
		_, err = r.supersede(t, who("olga"), "none", "0.4", "unknown")
		wantFault(t, "supersede an unknown one", err, codes.NotFound, "")
	})
}

// TestSupersedeNeedsTheRights lets nobody end a proposal they could not make.
func TestSupersedeNeedsTheRights(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		r := start(t, url)
		old, err := r.propose(t, who("olga"), "CHART_THEME=contrast")
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.supersede(t, who("oleg", "ops"), old.GetId(), "0.3", "x")
		wantFault(t, "operator", err, codes.PermissionDenied, "")
		got, err := r.client.GetProposal(t.Context(), &adminv1.GetProposalRequest{Actor: who("vera"), ProposalId: old.GetId()})
		if err != nil || got.GetProposal().GetState() != adminv1.State_STATE_OPEN {
			t.Errorf("%v, %v", got, err)
		}
		if got := strings.Join(r.history(t, 2), ", "); got != "propose oleg false 1, propose olga true 1" {
			t.Errorf("history %s", got)
		}
	})
}
