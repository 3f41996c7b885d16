package change

import (
	"context"
	"errors"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// Wish is what someone wants changed, and why.
type Wish struct {
	Wants []Want
	// Revision is the one they saw.
	Revision int64
	// ReportID names the report that recommends this; empty for a wish of theirs.
	ReportID string
	// Supersedes is the open proposal whose place this takes; may be empty.
	Supersedes string
	Reason     string
	// RequestID is the same when the same is asked for again.
	RequestID string
}

// key is unique to the wish. Everyone's wish for the changes of a report is the
// same one.
func (w Wish) key(actor permission.Actor) string {
	if w.ReportID != "" {
		return ReportRequest(w.ReportID)
	}
	return wish(actor, w.RequestID)
}

// ReportRequest names the wish for what a report recommends.
func ReportRequest(reportID string) string { return "report/" + reportID }

// Propose stores a proposal, or finds the one of the same wish, and says whether
// it is new.
func (c *Changes) Propose(ctx context.Context, actor permission.Actor, w Wish) (p store.Proposal, created bool, err error) {
	err = c.try(ctx, actor, permission.Propose, func(ctx context.Context, a *attempt) (err error) {
		p, created, err = c.propose(ctx, a, w)
		return err
	})
	return p, created, err
}

func (c *Changes) propose(ctx context.Context, a *attempt, w Wish) (store.Proposal, bool, error) {
	plan, wrong := newPlan(w.Wants)
	if ok, err := a.allowed(ctx, plan.needed, plan.changes); !ok {
		return store.Proposal{}, false, err
	}
	if wrong != nil {
		return store.Proposal{}, false, wrong
	}
	known, err := a.tx.ProposalOf(ctx, w.key(a.actor))
	if !errors.Is(err, store.ErrNotFound) {
		return known.AsOf(a.tx.Now), false, err
	}
	replaced, err := a.replaced(ctx, w.Supersedes)
	if err != nil || a.refused != nil {
		return store.Proposal{}, false, err
	}
	stored, err := a.tx.Rows(ctx)
	if err != nil {
		return store.Proposal{}, false, err
	}
	newest, err := a.tx.Revision(ctx)
	if err != nil {
		return store.Proposal{}, false, err
	}
	if w.Revision > newest || plan.changedSince(w.Revision, stored) {
		return store.Proposal{}, false, ErrConflict
	}
	if err := plan.settle(stored); err != nil {
		return store.Proposal{}, false, err
	}
	p := c.proposal(a, w, plan)
	if replaced != nil {
		if err := expire(ctx, a.tx, replaced, a.tx.Now, "proposal "+p.ID+" took its place"); err != nil {
			return store.Proposal{}, false, err
		}
	}
	if err := a.tx.Propose(ctx, p); err != nil {
		return store.Proposal{}, false, err
	}
	return p, true, a.note(ctx, entryOf(p, w.Reason))
}

// replaced is the open proposal whose place a wish takes; nil when it takes none.
// To end it needs the rights to propose it.
func (a *attempt) replaced(ctx context.Context, id string) (*store.Proposal, error) {
	if id == "" {
		return nil, nil
	}
	p, err := a.tx.Proposal(ctx, id)
	if err != nil {
		return nil, err
	}
	p = p.AsOf(a.tx.Now)
	if ok, err := a.allowed(ctx, planOf(p.Changes).needed, p.Changes); !ok {
		return nil, err
	}
	a.refused = closed(p, a.action)
	return &p, nil
}

// entryOf is what the audit says of a proposal.
func entryOf(p store.Proposal, reason string) audit.Entry {
	return audit.Entry{Changes: p.Changes, Reason: reason, ProposalID: p.ID, ReportID: p.ReportID, Revision: p.AppliedRevision}
}
