package change

import (
	"context"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/store"
)

// sweepInterval is how often proposals whose time is up are looked for. They
// cannot be decided any more before that; it is for the audit.
const sweepInterval = time.Minute

// Run ends proposals whose time is up, until ctx is done.
func (c *Changes) Run(ctx context.Context) error {
	ticker := time.NewTicker(sweepInterval)
	defer ticker.Stop()
	for {
		if err := c.Sweep(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "expired proposals not put down, trying again", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// Sweep ends the proposals whose time is up. Nobody's silence approves anything.
func (c *Changes) Sweep(ctx context.Context) error {
	return c.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		due, err := tx.Due(ctx)
		if err != nil {
			return err
		}
		for _, p := range due {
			if err := expire(ctx, tx, &p, p.ExpiresAt, "nobody decided in time"); err != nil {
				return err
			}
		}
		return nil
	})
}

// expire ends a proposal without a decision.
func expire(ctx context.Context, tx *store.Tx, p *store.Proposal, at time.Time, reason string) error {
	p.State, p.DecidedAt = store.Expired, at
	if err := tx.Close(ctx, *p); err != nil {
		return err
	}
	entry := entryOf(*p, reason)
	entry.Action, entry.Allowed, entry.TraceID = "expire", true, traceID(ctx)
	return tx.Append(ctx, entry)
}
