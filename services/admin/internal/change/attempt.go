package change

import (
	"context"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// attempt is one action of an actor in a transaction. What it refuses is
// stored, as a denial is, and so it is no error of the transaction.
type attempt struct {
	tx     *store.Tx
	policy *permission.Policy
	actor  permission.Actor
	action permission.Action
	role   permission.Role
	// refused is why the action was not done.
	refused error
}

// try runs an action in a transaction and returns why it was refused.
func (c *Changes) try(ctx context.Context, actor permission.Actor, action permission.Action,
	work func(ctx context.Context, a *attempt) error,
) error {
	var refused error
	err := c.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		a := &attempt{tx: tx, policy: c.policy, actor: actor, action: action}
		err := work(ctx, a)
		refused = a.refused
		return err
	})
	if err != nil {
		return err
	}
	return refused
}

// allowed checks what the action needs. A denial is put down in the audit.
func (a *attempt) allowed(ctx context.Context, needed permission.Role, changes []audit.Change) (bool, error) {
	role, denial := a.policy.Check(a.actor, a.action, needed)
	a.role = role
	if denial == nil {
		return true, nil
	}
	a.refused = denial
	entry := denied(ctx, a.actor, role, a.action, denial)
	entry.Changes = changes
	return false, a.tx.Append(ctx, entry)
}

// note puts down in the audit that the action was done.
func (a *attempt) note(ctx context.Context, entry audit.Entry) error {
	entry.Action, entry.Allowed, entry.TraceID = string(a.action), true, traceID(ctx)
	return a.tx.Append(ctx, entry.By(a.actor, a.role))
}
