package change

import (
	"context"
	"errors"

	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// RejectReport rejects what a report recommends, whether that was proposed or not,
// and says whether this call did. Rejecting again answers the same.
func (c *Changes) RejectReport(ctx context.Context, actor permission.Actor, w Wish, reason string) (p store.Proposal, decided bool, err error) {
	err = c.try(ctx, actor, permission.Reject, func(ctx context.Context, a *attempt) (err error) {
		p, decided, err = c.rejectReport(ctx, a, w, reason)
		return err
	})
	return p, decided, err
}

func (c *Changes) rejectReport(ctx context.Context, a *attempt, w Wish, reason string) (p store.Proposal, decided bool, err error) {
	known, err := a.tx.ProposalOf(ctx, w.key(a.actor))
	if err == nil {
		return a.decide(ctx, known.ID, reason)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return p, false, err
	}
	plan, wrong := newPlan(w.Wants)
	if ok, err := a.allowed(ctx, plan.needed, plan.changes); !ok {
		return p, false, err
	}
	if wrong != nil {
		return p, false, wrong
	}
	stored, err := a.tx.Rows(ctx)
	if err != nil {
		return p, false, err
	}
	plan.compare(stored)
	p = c.proposal(a, w, plan)
	if err := a.tx.Propose(ctx, p); err != nil {
		return p, false, err
	}
	decided, err = a.close(ctx, &p, reason)
	return p, decided, err
}

// proposal is an open one of a plan.
func (c *Changes) proposal(a *attempt, w Wish, plan plan) store.Proposal {
	return store.Proposal{
		ID: newID(), RequestID: w.key(a.actor), State: store.Open, Changes: plan.changes, Revision: w.Revision,
		Reason: w.Reason, ProposerID: a.actor.UserID, ProposerName: a.actor.UserName, ReportID: w.ReportID,
		SecondPerson: plan.secondPerson, ProposedAt: a.tx.Now, ExpiresAt: a.tx.Now.Add(c.life),
	}
}

// compare fills in the values in force as the old ones.
func (p *plan) compare(stored map[string]store.Row) {
	values := Values(stored)
	for i := range p.changes {
		parameter, _ := catalogue.Find(p.changes[i].Name)
		p.changes[i].Old = parameter.Format(values[p.changes[i].Name])
	}
}
