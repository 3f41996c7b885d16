package outbox

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"time"
)

// poll is how often a waiting claim looks for what another replica put in.
const poll = time.Second

// Await is Claim for one item, and waits for it at most so long; nil when none
// came, or ctx ended.
func (b *Box) Await(ctx context.Context, wait time.Duration) (*Item, error) {
	over := time.NewTimer(wait)
	defer over.Stop()
	for {
		woken := b.wakes() // before looking, so that nothing is missed
		items, err := b.Claim(ctx, 1)
		if err != nil || len(items) > 0 {
			return first(items), err
		}
		select {
		case <-woken:
		case <-time.After(poll):
		case <-over.C:
			return nil, nil //nolint:nilnil // nothing to hand over is no error
		case <-b.stopped:
			return nil, nil //nolint:nilnil // nor is the end of the service
		case <-ctx.Done():
			return nil, nil //nolint:nilnil // nor is a caller who left
		}
	}
}

func first(items []Item) *Item {
	if len(items) == 0 {
		return nil
	}
	return &items[0]
}

// Claim hands out items whose time has come, those put in first before others.
func (b *Box) Claim(ctx context.Context, limit int) ([]Item, error) {
	// A look outside a transaction is all there is to do most of the time.
	if due, err := b.due(ctx); err != nil || !due {
		return nil, err
	}
	var items []Item
	err := b.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		items, err = b.claim(ctx, tx, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim from the outbox of %s: %w", b.name, err)
	}
	return items, nil
}

// waiting are the items of a box that can be claimed at a moment.
const waiting = ` FROM outbox WHERE box = $1 AND due_at <= $2 AND (ends_at = 0 OR ends_at > $2)`

func (b *Box) due(ctx context.Context) (bool, error) {
	var count int
	err := b.db.QueryRowContext(ctx, `SELECT COUNT(*)`+waiting, b.name, b.now().UnixMilli()).Scan(&count)
	if err != nil {
		return false, fmt.Errorf("look into the outbox of %s: %w", b.name, err)
	}
	return count > 0, nil
}

func (b *Box) claim(ctx context.Context, tx *sql.Tx, limit int) ([]Item, error) {
	now := b.now()
	items, err := b.read(ctx, tx, now, limit)
	if err != nil {
		return nil, err
	}
	for i := range items {
		item := &items[i]
		item.Claim = rand.Text()
		if item.FirstClaim.IsZero() {
			item.FirstClaim = now.UTC().Truncate(time.Millisecond)
		}
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET claim = $1, due_at = $2, first_claim = $3 WHERE box = $4 AND name = $5`,
			item.Claim, now.Add(b.lease).UnixMilli(), milliseconds(item.FirstClaim), b.name, item.Name); err != nil {
			return nil, err
		}
	}
	return items, nil
}

func (b *Box) read(ctx context.Context, tx *sql.Tx, now time.Time, limit int) ([]Item, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name, trace, added_at, first_claim`+waiting+` ORDER BY added_at, name LIMIT $3`,
		b.name, now.UnixMilli(), limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []Item
	for rows.Next() {
		var item Item
		var added, claimed int64
		if err := rows.Scan(&item.Name, &item.Trace, &added, &claimed); err != nil {
			return nil, err
		}
		item.AddedAt, item.FirstClaim = moment(added), moment(claimed)
		items = append(items, item)
	}
	return items, rows.Err()
}
