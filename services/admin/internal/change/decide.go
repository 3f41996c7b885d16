package change

import (
	"context"

	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// superseded is why a proposal ends when its parameters changed meanwhile.
const superseded = "a newer revision changed the same parameters"

// Approve applies a proposal, and says whether this call did. Approving again
// answers the same.
func (c *Changes) Approve(ctx context.Context, actor permission.Actor, id, reason string) (store.Proposal, bool, error) {
	return c.decide(ctx, actor, permission.Approve, id, reason)
}

// Reject ends a proposal, and says whether this call did. Rejecting again
// answers the same.
func (c *Changes) Reject(ctx context.Context, actor permission.Actor, id, reason string) (store.Proposal, bool, error) {
	return c.decide(ctx, actor, permission.Reject, id, reason)
}

func (c *Changes) decide(ctx context.Context, actor permission.Actor, action permission.Action, id, reason string,
) (p store.Proposal, decided bool, err error) {
	err = c.try(ctx, actor, action, func(ctx context.Context, a *attempt) (err error) {
		p, decided, err = a.decide(ctx, id, reason)
		return err
	})
	if decided && p.State == store.Approved {
		c.applied(ctx)
	}
	return p, decided, err
}

func (a *attempt) decide(ctx context.Context, id, reason string) (p store.Proposal, decided bool, err error) {
	if ok, err := a.allowed(ctx, permission.None, nil); !ok {
		return p, false, err // before anything is said of the proposal
	}
	if p, err = a.tx.Proposal(ctx, id); err != nil {
		return p, false, err
	}
	p = p.AsOf(a.tx.Now)
	if ok, err := a.allowed(ctx, planOf(p.Changes).needed, p.Changes); !ok {
		return p, false, err
	}
	if a.refused = closed(p, a.action); a.refused == nil && p.State == store.Open {
		decided, err = a.close(ctx, &p, reason)
	}
	return p, decided, err
}

// closed says why an action on a proposal comes too late. The same decision
// again does not.
func closed(p store.Proposal, action permission.Action) error {
	switch p.State {
	case store.Expired:
		return ErrExpired
	case store.Approved:
		if action != permission.Approve {
			return ErrDecided
		}
	case store.Rejected:
		if action != permission.Reject {
			return ErrDecided
		}
	}
	return nil
}

// close ends an open proposal the way the action says.
func (a *attempt) close(ctx context.Context, p *store.Proposal, reason string) (bool, error) {
	if a.action == permission.Approve {
		if applied, err := a.apply(ctx, p); !applied {
			return false, err
		}
	} else {
		p.State = store.Rejected
	}
	p.DeciderID, p.DecidedAt = a.actor.UserID, a.tx.Now
	if err := a.tx.Close(ctx, *p); err != nil {
		return false, err
	}
	return true, a.note(ctx, entryOf(*p, reason))
}

// apply makes the revision of an approved proposal, unless it is refused.
func (a *attempt) apply(ctx context.Context, p *store.Proposal) (bool, error) {
	if p.SecondPerson && p.ProposerID == a.actor.UserID {
		a.refused = ErrSecondPerson
		return false, nil
	}
	stored, err := a.tx.Rows(ctx)
	if err != nil {
		return false, err
	}
	plan := planOf(p.Changes)
	if plan.changedSince(p.Revision, stored) || plan.settle(stored) != nil {
		a.refused = ErrConflict
		return false, expire(ctx, a.tx, p, a.tx.Now, superseded)
	}
	p.AppliedRevision, err = a.tx.Apply(ctx, plan.changes, "proposal "+p.ID)
	p.State = store.Approved
	return err == nil, err
}
