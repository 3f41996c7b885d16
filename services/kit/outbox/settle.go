package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Done takes an item out. It is false when the claim had ended.
func (b *Box) Done(ctx context.Context, name, claim string) (bool, error) {
	return b.settle(ctx, `DELETE FROM outbox WHERE box = $1 AND name = $2 AND claim = $3`, name, claim)
}

// Again gives an item back, to be handed out after a while. It is false when the
// claim had ended.
func (b *Box) Again(ctx context.Context, name, claim string, after time.Duration) (bool, error) {
	return b.settle(ctx, `UPDATE outbox SET claim = '', due_at = $4 WHERE box = $1 AND name = $2 AND claim = $3`,
		name, claim, b.now().Add(after).UnixMilli())
}

// errUnclaimed is returned for a settlement without a claim, which would match
// whatever nobody has claimed.
var errUnclaimed = errors.New("an item is settled by its claim")

func (b *Box) settle(ctx context.Context, statement, name, claim string, more ...any) (bool, error) {
	if claim == "" {
		return false, errUnclaimed
	}
	return b.change(ctx, "settle", statement, append([]any{b.name, name, claim}, more...)...)
}

// Expire takes out what ended before it was settled, and reports whether there
// was any.
func (b *Box) Expire(ctx context.Context) (bool, error) {
	return b.change(ctx, "expire", `DELETE FROM outbox WHERE box = $1 AND ends_at > 0 AND ends_at <= $2`, b.name, b.now().UnixMilli())
}

// change runs a statement and reports whether it changed anything.
func (b *Box) change(ctx context.Context, what, statement string, args ...any) (bool, error) {
	var changed int64
	err := b.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		changed, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return false, fmt.Errorf("%s in the outbox of %s: %w", what, b.name, err)
	}
	return changed > 0, nil
}
