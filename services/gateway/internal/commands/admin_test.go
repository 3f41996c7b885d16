package commands

import (
	"cmp"
	"context"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// desk is an admin service with one proposal, which answers decisions with a
// fault if it has one.
type desk struct {
	adminv1.AdminServiceClient
	proposal *adminv1.Proposal
	fault    error
	report   string
	// advised is how many recommendations the report has.
	advised int
}

func (d *desk) GetReport(_ context.Context, req *adminv1.GetReportRequest, _ ...grpc.CallOption) (*adminv1.GetReportResponse, error) {
	return &adminv1.GetReportResponse{Report: emptyReport(req.GetReportId(), d.advised, d.proposal)}, nil
}

func emptyReport(id string, advised int, p *adminv1.Proposal) *adminv1.Report {
	none := &adminv1.Figures{}
	r := &adminv1.Report{Id: id, Day: none, DayBefore: none, ThirtyDays: none, Proposal: p}
	for range advised {
		r.Recommendations = append(r.Recommendations, &adminv1.Recommendation{Parameter: "MIN_SCORE", OldValue: "0", NewValue: "0.25", Sample: 40})
	}
	return r
}

func (d *desk) PreviewChange(context.Context, *adminv1.PreviewChangeRequest, ...grpc.CallOption) (*adminv1.PreviewChangeResponse, error) {
	return &adminv1.PreviewChangeResponse{Summary: "No alerts recorded."}, nil
}

func (d *desk) ProposeChange(_ context.Context, req *adminv1.ProposeChangeRequest, _ ...grpc.CallOption) (*adminv1.ProposeChangeResponse, error) {
	d.report = req.GetReportId()
	return &adminv1.ProposeChangeResponse{Proposal: d.proposal}, nil
}

func (d *desk) DecideChange(_ context.Context, req *adminv1.DecideChangeRequest, _ ...grpc.CallOption) (*adminv1.DecideChangeResponse, error) {
	d.report = cmp.Or(req.GetReportId(), d.report)
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
	m, err := shown(t, d, customID)
	if err != nil {
		return "", err
	}
	return m.Embeds[0].Title, nil
}

func shown(t *testing.T, d *desk, customID string) (message.Message, error) {
	t.Helper()
	catalog, err := NewCatalog(NewAdmin(d, nil, nil, ReportMessages{}))
	if err != nil {
		t.Fatal(err)
	}
	route, err := catalog.Route(interaction.Interaction{ID: "1", Kind: interaction.Component, CustomID: customID})
	if err != nil {
		t.Fatal(err)
	}
	return route.Do(t.Context(), Unseen)
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

// TestReportButtons presses the buttons under a report, whose id may have
// underscores. Its message shows what became of it, and what is decided cannot be
// pressed any more but for its details.
func TestReportButtons(t *testing.T) {
	const id = "2026-01-31_x"
	refused := fault.New(codes.FailedPrecondition, "No.", fault.Reason("PROPOSAL_DECIDED", nil))
	all := "View Details, Approve… (preview first), Reject, Custom…"
	for name, c := range map[string]struct {
		state  adminv1.State
		fault  error
		press  string
		labels string // those that can be pressed
		field  string // the last one
	}{
		"preview":           {adminv1.State_STATE_OPEN, nil, "admin_approve_" + id, "View Details, Approve now, Reject, Custom…", "What approving it would have done: No alerts recorded."},
		"approve":           {adminv1.State_STATE_OPEN, nil, approveReportPrefix + id, "View Details", "Decided: ✅ Approved by <@5>, in force as revision 3"},
		"reject":            {adminv1.State_STATE_OPEN, nil, "admin_reject_" + id, "View Details", "Decided: ❌ Rejected by <@5>"},
		"preview, too late": {adminv1.State_STATE_REJECTED, nil, "admin_approve_" + id, "View Details", "Decided: ❌ Rejected by <@5>"},
		"reject, too late":  {adminv1.State_STATE_APPROVED, refused, "admin_reject_" + id, "View Details", "Decided: ✅ Approved by <@5>, in force as revision 3"},
		"expired":           {adminv1.State_STATE_EXPIRED, refused, approveReportPrefix + id, "View Details", "Decided: ⌛ Expired: nobody decided in time, the parameters changed, or another proposal took its place"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &desk{proposal: &adminv1.Proposal{Id: "0123456789abcdef", State: c.state, DeciderId: "5", AppliedRevision: 3}, fault: c.fault, advised: 1}
			m, err := shown(t, d, c.press)
			if err != nil || d.report != id {
				t.Fatalf("report %q, %v", d.report, err)
			}
			fields := m.Embeds[0].Fields
			last := fields[len(fields)-1]
			if got := pressable(m); got != c.labels || last.Name+": "+last.Value != c.field {
				t.Errorf("shows %q, %s: %s", got, last.Name, last.Value)
			}
		})
	}
	if got := pressable(reportView(emptyReport(id, 1, nil))); got != all {
		t.Errorf("new: %q", got)
	}
	sure := emptyReport(id, 1, nil)
	sure.Recommendations[0].Confidence = new(0.875)
	if got := recommendationLines(sure.GetRecommendations()); !strings.Contains(got, "→ **0.25** · sample 40 · confidence 88 %") {
		t.Errorf("recommended: %q", got)
	}
	if got := pressable(reportView(emptyReport(id, 0, nil))); got != "View Details, Custom…" {
		t.Errorf("nothing recommended: %q", got)
	}
}

// pressable are the labels of the buttons that can be pressed.
func pressable(m message.Message) string {
	var labels []string
	for _, b := range m.Rows[0].(message.Buttons) {
		if !b.Disabled {
			labels = append(labels, b.Label)
		}
	}
	return strings.Join(labels, ", ")
}
