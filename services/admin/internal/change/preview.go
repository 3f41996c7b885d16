package change

import (
	"context"
	"errors"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/permission"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// Preview is what a change would have done to the last alerts.
type Preview struct {
	Changes      []audit.Change
	SecondPerson bool
	// Alerts is how many were looked at, the oldest sent at Since.
	Alerts int
	Since  time.Time
	// Before and After are of the alerts that the values let through.
	Before, After alert.Figures
	// Unmeasured are the parameters the alerts tell nothing about.
	Unmeasured []string
	// Loosens says that After misses what was never alerted on.
	Loosens bool
}

// Question is what a preview is asked of: one of the three.
type Question struct {
	Wants      []Want
	ProposalID string
	// ToRevision is the revision to go back to; nil for none.
	ToRevision *int64
}

// Preview tells what a change would have done to the newest alerts. Going back
// to the values in force changes nothing, which is no error.
func (c *Changes) Preview(ctx context.Context, actor permission.Actor, q Question, newest int) (Preview, error) {
	if err := c.Allow(ctx, actor, permission.Preview); err != nil {
		return Preview{}, err
	}
	p, err := c.planFor(ctx, q)
	if err != nil {
		return Preview{}, err
	}
	rows, err := c.store.Rows(ctx)
	if err != nil {
		return Preview{}, err
	}
	stored := make(map[string]store.Row, len(rows))
	for _, row := range rows {
		stored[row.Name] = row
	}
	if err := p.settle(stored); err != nil && (q.ToRevision == nil || !errors.Is(err, errSame)) {
		return Preview{}, err
	}
	alerts, err := c.store.LastAlerts(ctx, newest)
	if err != nil {
		return Preview{}, err
	}
	return p.preview(Values(stored), alerts), nil
}

func (c *Changes) planFor(ctx context.Context, q Question) (plan, error) {
	asked := 0
	for _, given := range []bool{len(q.Wants) > 0, q.ProposalID != "", q.ToRevision != nil} {
		if given {
			asked++
		}
	}
	switch {
	case asked > 1:
		return plan{}, invalid("A preview is of changes, of a proposal or of a revision.")
	case q.ToRevision != nil:
		return c.planBackTo(ctx, *q.ToRevision)
	case q.ProposalID != "":
		proposal, err := c.store.Proposal(ctx, q.ProposalID)
		return planOf(proposal.Changes), err
	default:
		return newPlan(q.Wants)
	}
}

func (c *Changes) planBackTo(ctx context.Context, revision int64) (plan, error) {
	newest, err := c.store.Revision(ctx)
	if err != nil {
		return plan{}, err
	}
	if revision < 1 || revision > newest {
		return plan{}, ErrNotFound
	}
	then, err := c.store.ValuesAt(ctx, revision)
	return planBack(then), err
}

func (p *plan) preview(values map[string]catalogue.Value, alerts []alert.Alert) Preview {
	before := alert.SettingsOf(values)
	for _, c := range p.changes {
		parameter, _ := catalogue.Find(c.Name)
		values[c.Name], _ = parameter.Parse(c.New) // which was settled
	}
	after := alert.SettingsOf(values)
	preview := Preview{
		Changes: p.changes, SecondPerson: p.secondPerson, Alerts: len(alerts), Loosens: after.Looser(before),
		Before: before.Measure(before.Keep(alerts)), After: after.Measure(after.Keep(alerts)),
	}
	if len(alerts) > 0 {
		preview.Since = alerts[0].SentAt
	}
	for _, c := range p.changes {
		if !alert.Measured(c.Name) {
			preview.Unmeasured = append(preview.Unmeasured, c.Name)
		}
	}
	return preview
}
