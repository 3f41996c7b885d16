package server

import (
	"context"
	"fmt"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Alerts a preview looks at.
const (
	usualPreview = 500
	mostPreview  = 5000
)

// PreviewChange tells what a change would have done to the last alerts.
func (a *Admin) PreviewChange(ctx context.Context, req *adminv1.PreviewChangeRequest) (*adminv1.PreviewChangeResponse, error) {
	actor, err := actorOf(ctx, req.GetActor())
	if err != nil {
		return nil, err
	}
	if err := checkID("proposal_id", req.GetProposalId()); err != nil {
		return nil, err
	}
	newest := int(req.GetAlerts())
	if newest < 0 || newest > mostPreview {
		return nil, fault.Invalid("alerts", fmt.Sprintf("A preview looks at 1 to %d alerts.", mostPreview))
	}
	if newest == 0 {
		newest = usualPreview
	}
	p, err := a.changes.Preview(ctx, actor, change.Question{
		Wants: wants(req.GetChanges()), ProposalID: req.GetProposalId(), ToRevision: req.ToRevision,
	}, newest)
	if err != nil {
		return nil, faultOf(err)
	}
	reply := &adminv1.PreviewChangeResponse{
		Changes: parameterChanges(p.Changes), Alerts: int32(p.Alerts), Since: timestamp(p.Since),
		Unmeasured: p.Unmeasured, Loosens: p.Loosens, Summary: summary(p), NeedsSecondPerson: p.SecondPerson,
	}
	if p.Alerts > 0 {
		reply.Before, reply.After = effect(p.Before), effect(p.After)
	}
	return reply, nil
}

func effect(f alert.Figures) *adminv1.Effect {
	return &adminv1.Effect{
		Kept: int32(f.Alerts), Sample: int32(f.Sample), Wins: int32(f.Hits), Losses: int32(f.Misses),
		WinRate: f.HitRate, AverageReturn: f.AverageReturn,
	}
}

// summary says a preview in a sentence or two.
func summary(p change.Preview) string {
	if len(p.Changes) == 0 {
		return "These are the values already."
	}
	if p.Alerts == 0 {
		return "No alerts recorded."
	}
	if len(p.Unmeasured) == len(p.Changes) {
		return "Recorded alerts tell nothing about this change."
	}
	text := fmt.Sprintf("Of the last %d alerts, %d pass instead of %d.", p.Alerts, p.After.Alerts, p.Before.Alerts)
	if p.Before.HitRate != nil && p.After.HitRate != nil {
		text += fmt.Sprintf(" Win rate %.0f %% (%d outcomes) instead of %.0f %% (%d).",
			100**p.After.HitRate, p.After.Sample, 100**p.Before.HitRate, p.Before.Sample)
	}
	if p.Loosens {
		text += " What was never alerted on is not counted."
	}
	return text
}
