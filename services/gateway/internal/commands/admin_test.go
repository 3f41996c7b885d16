package commands

import (
	"context"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// desk is an admin service with one proposal, which answers decisions with a
// fault if it has one.
type desk struct {
	adminv1.AdminServiceClient
	proposal *adminv1.Proposal
	fault    error
	report   string
}

func (d *desk) ProposeChange(_ context.Context, req *adminv1.ProposeChangeRequest, _ ...grpc.CallOption) (*adminv1.ProposeChangeResponse, error) {
	d.report = req.GetReportId()
	return &adminv1.ProposeChangeResponse{Proposal: d.proposal}, nil
}

func (d *desk) DecideChange(_ context.Context, req *adminv1.DecideChangeRequest, _ ...grpc.CallOption) (*adminv1.DecideChangeResponse, error) {
	if d.fault != nil {
		return nil, d.fault
	}
	d.proposal.State = adminv1.State(int32(req.GetDecision()) + 1)
	return &adminv1.DecideChangeResponse{Proposal: d.proposal, Decided: true}, nil
}

func (d *desk) GetProposal(context.Context, *adminv1.GetProposalRequest, ...grpc.CallOption) (*adminv1.GetProposalResponse, error) {
	return &adminv1.GetProposalResponse{Proposal: d.proposal}, nil
}

// pressed runs a button and returns the title of what it shows.
func pressed(t *testing.T, d *desk, customID string) (string, error) {
	t.Helper()
	catalog, err := NewCatalog(NewAdmin(d, nil, ReportMessages{}))
	if err != nil {
		t.Fatal(err)
	}
	route, err := catalog.Route(interaction.Interaction{ID: "1", Kind: interaction.Component, CustomID: customID})
	if err != nil {
		t.Fatal(err)
	}
	m, err := route.Do(t.Context(), Unseen)
	if err != nil {
		return "", err
	}
	return m.Embeds[0].Title, nil
}

// TestClosedProposals decides what is closed: the message shows how, and other
// faults stay faults.
func TestClosedProposals(t *testing.T) {
	for reason, c := range map[string]struct {
		state adminv1.State
		want  string
	}{
		"PROPOSAL_DECIDED":     {adminv1.State_STATE_REJECTED, "Rejected"},
		"PROPOSAL_EXPIRED":     {adminv1.State_STATE_EXPIRED, "Expired"},
		"REVISION_CONFLICT":    {adminv1.State_STATE_EXPIRED, "Expired"},
		"SECOND_PERSON_NEEDED": {adminv1.State_STATE_OPEN, ""},
	} {
		d := &desk{
			proposal: &adminv1.Proposal{Id: "0123456789abcdef", State: c.state},
			fault:    fault.New(codes.FailedPrecondition, "No.", fault.Reason(reason, nil)),
		}
		title, err := pressed(t, d, approvePrefix+d.proposal.GetId())
		if (err != nil) != (c.want == "") || !strings.Contains(title, c.want) {
			t.Errorf("%s: %q, %v", reason, title, err)
		}
	}
}

// TestOldReject presses the old bot's button, whose report ids have underscores.
func TestOldReject(t *testing.T) {
	d := &desk{proposal: &adminv1.Proposal{Id: "0123456789abcdef", State: adminv1.State_STATE_OPEN}}
	title, err := pressed(t, d, "admin_reject_2026-01-31_x")
	if err != nil || !strings.Contains(title, "Rejected") || d.report != "2026-01-31_x" {
		t.Errorf("%q of report %q, %v", title, d.report, err)
	}
}
