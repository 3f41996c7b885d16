package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
)

// Rollback is a rollback that was done.
type Rollback struct {
	RequestID string
	// ToRevision is where the values came from, Revision the one in force then.
	ToRevision, Revision int64
	// Changes are by name; empty when the values were the same already.
	Changes []audit.Change
}

// RollbackOf reads the rollback of a wish. ErrNotFound when there was none.
func (t *Tx) RollbackOf(ctx context.Context, requestID string) (Rollback, error) {
	r := Rollback{RequestID: requestID}
	err := t.tx.QueryRowContext(ctx, `SELECT to_revision, revision FROM rollbacks WHERE request_id = $1`, requestID).
		Scan(&r.ToRevision, &r.Revision)
	if errors.Is(err, sql.ErrNoRows) {
		return Rollback{}, ErrNotFound
	}
	if err != nil {
		return Rollback{}, fmt.Errorf("read rollback: %w", err)
	}
	r.Changes, err = collect(ctx, t.tx, func(row scanner) (c audit.Change, err error) {
		var old sql.NullString
		err = row.Scan(&c.Name, &old, &c.New)
		c.Old = old.String
		return c, err
	}, `SELECT name, old_value, new_value FROM changes WHERE revision = $1 ORDER BY name`, r.Revision)
	if err != nil {
		return Rollback{}, fmt.Errorf("read rollback: %w", err)
	}
	return r, nil
}

// NoteRollback keeps what a wish to roll back came to.
func (t *Tx) NoteRollback(ctx context.Context, r Rollback) error {
	_, err := t.tx.ExecContext(ctx, `INSERT INTO rollbacks (request_id, to_revision, revision) VALUES ($1, $2, $3)`,
		r.RequestID, r.ToRevision, r.Revision)
	if err != nil {
		return fmt.Errorf("note rollback: %w", err)
	}
	return nil
}
