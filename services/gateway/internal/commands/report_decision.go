package commands

import (
	"context"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// approveReportPrefix approves what a report recommends: {report}. It is under a
// report only when that shows what it would have done.
const approveReportPrefix = "v1:report:approve:"

// onReport does something about a report and returns its message.
type onReport func(ctx context.Context, in interaction.Interaction, report string) (message.Message, error)

// reportStep changes the message of a report, picture and all.
func reportStep(in interaction.Interaction, report string, run onReport) Change {
	task := adminTask(in, func(ctx context.Context, in interaction.Interaction) (message.Message, error) {
		m, err := run(ctx, in, report)
		return fitting(in, m), err
	}, true)
	task.Manner = AlwaysDefer
	return Change{task}
}

// fitting leaves out a file that may not be sent to where it is asked for.
func fitting(in interaction.Interaction, m message.Message) message.Message {
	if m.File != nil && (!in.Place.Allowed.Has(interaction.AttachFiles) || len(m.File.Data) > in.Place.UploadLimit) {
		return m.WithoutFile()
	}
	return m
}

func (a admin) parseApproveReport(in interaction.Interaction) (ComponentStep, error) {
	report := in.CustomID[len(approveReportPrefix):]
	if report == "" {
		return nil, malformedAdmin()
	}
	return reportStep(in, report, a.settleReport(adminv1.Decision_DECISION_APPROVE)), nil
}

// proposeReport proposes what a report recommends. Everyone's proposal of a
// report is the same one.
func (a admin) proposeReport(ctx context.Context, in interaction.Interaction, report string) (*adminv1.Proposal, error) {
	reply, err := a.client.ProposeChange(ctx, &adminv1.ProposeChangeRequest{Actor: actor(in), ReportId: report, RequestId: in.ID.String()})
	return reply.GetProposal(), err
}

// previewReport shows in a report what its recommendations would have done, with
// a button that approves them.
func (a admin) previewReport(ctx context.Context, in interaction.Interaction, report string) (message.Message, error) {
	p, err := a.proposeReport(ctx, in, report)
	if err != nil {
		return message.Message{}, err
	}
	reply, err := a.client.GetReport(ctx, &adminv1.GetReportRequest{Actor: actor(in), ReportId: report})
	if err != nil {
		return message.Message{}, err
	}
	r := reply.GetReport()
	m := a.reports.Message(ctx, r)
	if closedReport(r) {
		return m, nil
	}
	preview := a.preview(ctx, in, p) // it can be decided without one
	m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: "What approving it would have done", Value: previewText(preview)})
	m.Rows = reportRows(r, approveReportPrefix, "Approve now")
	return m, nil
}

// settleReport decides what a report recommends. When that was decided before,
// the message shows how.
func (a admin) settleReport(decision adminv1.Decision) onReport {
	return func(ctx context.Context, in interaction.Interaction, report string) (message.Message, error) {
		req := &adminv1.DecideChangeRequest{Actor: actor(in), ReportId: report, Decision: decision}
		if decision == adminv1.Decision_DECISION_APPROVE {
			p, err := a.proposeReport(ctx, in, report)
			if err != nil {
				return message.Message{}, err
			}
			req.ProposalId, req.ReportId = p.GetId(), ""
		}
		_, err := a.client.DecideChange(ctx, req)
		if err != nil && !tooLate[fault.From(err).Reason()] {
			return message.Message{}, err
		}
		reply, err := a.client.GetReport(ctx, &adminv1.GetReportRequest{Actor: actor(in), ReportId: report})
		if err != nil {
			return message.Message{}, err
		}
		return a.reports.Message(ctx, reply.GetReport()), nil
	}
}
