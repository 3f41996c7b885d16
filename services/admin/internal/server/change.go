package server

import (
	"cmp"
	"context"
	"fmt"
	"time"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/change"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Limits of what changes are asked for with.
const (
	mostReason    = 500
	mostRequestID = 128
)

// ProposeChange proposes changes, those of a person or those of a report.
func (a *Admin) ProposeChange(ctx context.Context, req *adminv1.ProposeChangeRequest) (*adminv1.ProposeChangeResponse, error) {
	actor, err := wisher(ctx, req)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(checkID("report_id", req.GetReportId()), checkID("supersedes", req.GetSupersedes())); err != nil {
		return nil, err
	}
	if req.GetReportId() != "" && req.GetSupersedes() != "" {
		return nil, fault.Invalid("supersedes", "What a report recommends takes the place of no proposal.")
	}
	w := change.Wish{
		Wants: wants(req.GetChanges()), Revision: req.GetRevision(), ReportID: req.GetReportId(), Supersedes: req.GetSupersedes(),
		Reason: req.GetReason(), RequestID: req.GetRequestId(),
	}
	if w.ReportID != "" {
		if w, err = a.recommended(ctx, actor, permission.Propose, w); err != nil {
			return nil, faultOf(err)
		}
	}
	p, created, err := a.changes.Propose(ctx, actor, w)
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.ProposeChangeResponse{Proposal: proposal(p), Created: created}, nil
}

// DecideChange approves and applies a proposal, or rejects it.
func (a *Admin) DecideChange(ctx context.Context, req *adminv1.DecideChangeRequest) (*adminv1.DecideChangeResponse, error) {
	actor, err := actorOf(ctx, req.GetActor())
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(checkID("proposal_id", req.GetProposalId()), checkID("report_id", req.GetReportId()), checkReason(req.GetReason())); err != nil {
		return nil, err
	}
	if req.GetReportId() != "" {
		return a.rejectReport(ctx, actor, req)
	}
	var decide func(context.Context, permission.Actor, string, string) (store.Proposal, bool, error)
	switch req.GetDecision() {
	case adminv1.Decision_DECISION_APPROVE:
		decide = a.changes.Approve
	case adminv1.Decision_DECISION_REJECT:
		decide = a.changes.Reject
	default:
		return nil, fault.Invalid("decision", "A decision approves or rejects.")
	}
	p, decided, err := decide(ctx, actor, req.GetProposalId(), req.GetReason())
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.DecideChangeResponse{Proposal: proposal(p), Decided: decided}, nil
}

// Rollback makes a new revision with the values of an earlier one.
func (a *Admin) Rollback(ctx context.Context, req *adminv1.RollbackRequest) (*adminv1.RollbackResponse, error) {
	actor, err := wisher(ctx, req)
	if err != nil {
		return nil, err
	}
	done, err := a.changes.Rollback(ctx, actor, change.Return{
		To: req.GetToRevision(), Revision: req.GetRevision(), Reason: req.GetReason(), RequestID: req.GetRequestId(),
	})
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.RollbackResponse{
		Revision: done.Revision, ToRevision: done.ToRevision, Changes: parameterChanges(done.Changes),
	}, nil
}

// GetProposal answers one proposal.
func (a *Admin) GetProposal(ctx context.Context, req *adminv1.GetProposalRequest) (*adminv1.GetProposalResponse, error) {
	if err := checkID("proposal_id", req.GetProposalId()); err != nil {
		return nil, err
	}
	if err := a.mayView(ctx, req.GetActor()); err != nil {
		return nil, err
	}
	p, err := a.records.Proposal(ctx, req.GetProposalId())
	if err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.GetProposalResponse{Proposal: proposal(p.AsOf(time.Now()))}, nil
}

// ListProposals answers the newest proposals.
func (a *Admin) ListProposals(ctx context.Context, req *adminv1.ListProposalsRequest) (*adminv1.ListProposalsResponse, error) {
	limit, err := pageSize("limit", req.GetLimit())
	if err != nil {
		return nil, err
	}
	if err := a.mayView(ctx, req.GetActor()); err != nil {
		return nil, err
	}
	now := time.Now()
	var openAt time.Time
	if req.GetOpenOnly() {
		openAt = now
	}
	list, err := a.records.Proposals(ctx, openAt, limit)
	if err != nil {
		return nil, faultOf(err)
	}
	reply := &adminv1.ListProposalsResponse{}
	for _, p := range list {
		reply.Proposals = append(reply.Proposals, proposal(p.AsOf(now)))
	}
	return reply, nil
}

// mayView checks an actor for what only shows something.
func (a *Admin) mayView(ctx context.Context, who *adminv1.Actor) error {
	actor, err := actorOf(ctx, who)
	if err != nil {
		return err
	}
	return faultOf(a.changes.Allow(ctx, actor, permission.View))
}

// wisher reads who wants a change that must not be made twice.
func wisher(ctx context.Context, req interface {
	GetActor() *adminv1.Actor
	GetReason() string
	GetRequestId() string
},
) (permission.Actor, error) {
	if !word(req.GetRequestId(), mostRequestID) {
		return permission.Actor{}, fault.Invalid("request_id", fmt.Sprintf("A request id has 1 to %d characters of visible ASCII.", mostRequestID))
	}
	if err := checkReason(req.GetReason()); err != nil {
		return permission.Actor{}, err
	}
	return actorOf(ctx, req.GetActor())
}

func checkReason(reason string) error {
	if !text(reason, mostReason) {
		return fault.Invalid("reason", fmt.Sprintf("A reason has at most %d characters.", mostReason))
	}
	return nil
}

// checkID checks the id of something stored, which may be empty.
func checkID(field, id string) error {
	if !plain(id) {
		return fault.Invalid(field, fmt.Sprintf("An id has at most %d characters of visible ASCII.", mostID))
	}
	return nil
}

func wants(list []*adminv1.Change) []change.Want {
	all := make([]change.Want, len(list))
	for i, c := range list {
		all[i] = change.Want{Name: c.GetName(), Text: c.GetValue()}
	}
	return all
}
