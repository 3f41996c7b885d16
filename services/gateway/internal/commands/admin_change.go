package commands

import (
	"context"
	"log/slog"
	"strings"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Custom ids. Those that begin with admin_ keep the spelling of messages the
// old bot posted: admin_{action}_{report}.
const (
	oldAdminPrefix = "admin_"
	approvePrefix  = "v1:proposal:approve:"
	rejectPrefix   = "v1:proposal:reject:"
	historyPrefix  = "v1:history:"
	customDialog   = "admin_modal_"
)

// set proposes one change. A proposal is known by the interaction, so that a
// second run finds the first one's.
func (a admin) set(ctx context.Context, in interaction.Interaction) (message.Message, error) {
	return a.propose(ctx, in, &adminv1.ProposeChangeRequest{
		Changes: []*adminv1.Change{{Name: in.Options.String(parameterName), Value: in.Options.String(valueName)}},
		Reason:  in.Options.String(reasonName),
	})
}

func (a admin) propose(ctx context.Context, in interaction.Interaction, req *adminv1.ProposeChangeRequest) (message.Message, error) {
	seen, err := a.parameters(ctx, in, "")
	if err != nil {
		return message.Message{}, err
	}
	req.Actor, req.Revision, req.RequestId = actor(in), seen.GetRevision(), in.ID.String()
	reply, err := a.client.ProposeChange(ctx, req)
	if err != nil {
		return message.Message{}, err
	}
	return a.proposed(ctx, in, reply.GetProposal())
}

// proposed shows a proposal with what it would have done.
func (a admin) proposed(ctx context.Context, in interaction.Interaction, p *adminv1.Proposal) (message.Message, error) {
	return proposalView(p, a.preview(ctx, in, p)), nil
}

// preview is what a proposal would have done. The proposal is there and can be
// decided even when this cannot be told.
func (a admin) preview(ctx context.Context, in interaction.Interaction, p *adminv1.Proposal) *adminv1.PreviewChangeResponse {
	preview, err := a.client.PreviewChange(ctx, &adminv1.PreviewChangeRequest{Actor: actor(in), ProposalId: p.GetId()})
	if err != nil {
		slog.WarnContext(ctx, "proposal not previewed", "error", err)
		return &adminv1.PreviewChangeResponse{Summary: "This cannot be told right now."}
	}
	return preview
}

// buttons are those under proposals, histories and reports.
func (a admin) buttons() []Component {
	decide := func(decision adminv1.Decision) func(context.Context, interaction.Interaction, string) (message.Message, error) {
		return func(ctx context.Context, in interaction.Interaction, id string) (message.Message, error) {
			return a.decide(ctx, in, id, decision)
		}
	}
	changes := map[string]func(context.Context, interaction.Interaction, string) (message.Message, error){
		approvePrefix:  decide(adminv1.Decision_DECISION_APPROVE),
		rejectPrefix:   decide(adminv1.Decision_DECISION_REJECT),
		historyPrefix:  a.historyPage,
		rollbackPrefix: a.rollBack,
		cancelRollback: cancelledRollback,
	}
	list := []Component{
		{Prefix: oldAdminPrefix, Parse: a.parseOld}, {Prefix: approveReportPrefix, Parse: a.parseApproveReport},
		{Prefix: detailsPrefix, Parse: a.parseDetails}, {Prefix: customPrefix, Parse: a.parseCustomButton},
	}
	for prefix, run := range changes {
		list = append(list, Component{Prefix: prefix, Parse: func(in interaction.Interaction) (ComponentStep, error) {
			return Change{adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
				return run(ctx, in, in.CustomID[len(prefix):])
			}, true)}, nil
		}})
	}
	return list
}

func (a admin) decide(ctx context.Context, in interaction.Interaction, id string, decision adminv1.Decision) (message.Message, error) {
	reply, err := a.client.DecideChange(ctx, &adminv1.DecideChangeRequest{Actor: actor(in), ProposalId: id, Decision: decision})
	if err != nil && tooLate[fault.From(err).Reason()] {
		return a.closed(ctx, in, id)
	}
	if err != nil {
		return message.Message{}, err
	}
	return decidedView(reply.GetProposal()), nil
}

// tooLate are the reasons of faults that mean that a proposal is closed.
var tooLate = map[string]bool{"PROPOSAL_DECIDED": true, "PROPOSAL_EXPIRED": true, "REVISION_CONFLICT": true}

// closed shows what became of a proposal that was decided elsewhere, so that
// nothing under the message can be pressed any more.
func (a admin) closed(ctx context.Context, in interaction.Interaction, id string) (message.Message, error) {
	p, err := a.proposal(ctx, in, id)
	if err != nil {
		return message.Message{}, err
	}
	return decidedView(p), nil
}

// parseOld reads admin_{action}_{report}.
func (a admin) parseOld(in interaction.Interaction) (ComponentStep, error) {
	action, report, found := strings.Cut(in.CustomID[len(oldAdminPrefix):], "_")
	if !found || report == "" {
		return nil, malformedAdmin()
	}
	switch action {
	case "details":
		return adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
			reply, err := a.client.GetReport(ctx, &adminv1.GetReportRequest{Actor: actor(in), ReportId: report})
			if err != nil {
				return message.Message{}, err
			}
			return detailsView(reply.GetReport()), nil
		}, true), nil
	case "approve": // shows first what it would have done
		return reportStep(in, report, a.previewReport), nil
	case "reject":
		return reportStep(in, report, a.settleReport(adminv1.Decision_DECISION_REJECT)), nil
	case "custom":
		return customModal(report), nil
	default:
		return nil, malformedAdmin()
	}
}

func malformedAdmin() error {
	return fault.Invalid("custom_id", "I cannot read this button. Type /admin report for a fresh report.")
}

// customInputs are the parameters of the form, as the old bot had them.
var customInputs = []struct{ id, label, parameter string }{
	{"min_score", "Least score, 0 to 1", "MIN_SCORE"},
	{"price_ceiling", "Highest price, USD", "PRICE_CEILING"},
	{"confidence_high", "High confidence from, 0 to 1", "CONFIDENCE_HIGH"},
	{"max_alerts_per_cycle", "Most alerts in a cycle", "MAX_ALERTS_PER_CYCLE"},
}

func customModal(report string) Modal {
	m := Modal{Name: "admin", Modal: message.Modal{CustomID: customDialog + report, Title: "Custom values"}}
	for _, input := range customInputs {
		m.Inputs = append(m.Inputs, message.TextInput{
			CustomID: input.id, Label: input.label, Hint: "leave empty to keep it", Optional: true, MaxLength: 64,
		})
	}
	return m
}

// parseCustom proposes what was entered, all of it or nothing.
func (a admin) parseCustom(in interaction.Interaction) (ModalStep, error) {
	var changes []*adminv1.Change
	for _, input := range customInputs {
		if text := strings.TrimSpace(in.Inputs.Text(input.id)); text != "" {
			changes = append(changes, &adminv1.Change{Name: input.parameter, Value: text})
		}
	}
	if len(changes) == 0 {
		return nil, fault.Invalid("values", "Nothing was entered, so nothing is proposed.")
	}
	return adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
		return a.propose(ctx, in, &adminv1.ProposeChangeRequest{Changes: changes})
	}, false), nil
}
