// Package store keeps parameter values, their revisions, and all that leads to
// them in SQL.
package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/outbox"
)

// Migrations make the tables of a store.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// Row is one stored value.
type Row struct {
	Name, Value string
	Revision    int64
	UpdatedAt   time.Time
}

// Store keeps values in an open database.
type Store struct {
	db *database.DB
	// Posts are the ids of the reports that are to be posted.
	Posts *outbox.Box
}

// postLease is how long a report is left to whoever posts it.
const postLease = 30 * time.Second

// New makes a store on a database with the tables of Migrations.
func New(db *database.DB) *Store {
	return &Store{db: db, Posts: outbox.New(db, "posts", postLease)}
}

// Tx is a transaction: what is read in it stays true until all that is written
// in it is stored.
type Tx struct {
	tx *sql.Tx
	// Now is when it began, to the millisecond.
	Now time.Time
}

// InTx runs work in a transaction, which is kept when work returns nil. Work
// may run again when others are in its way: it must have no other effects.
func (s *Store) InTx(ctx context.Context, work func(ctx context.Context, tx *Tx) error) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return work(ctx, &Tx{tx: tx, Now: time.Now().UTC().Truncate(time.Millisecond)})
	})
}

// Revision is the newest revision; 0 before the first write.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	return revision(ctx, s.db)
}

// Rows returns every stored value, by name.
func (s *Store) Rows(ctx context.Context) ([]Row, error) {
	return rows(ctx, s.db)
}

// Write stores values as one new revision, all or none, and returns it. Values
// must have been checked before. It is for what the service does by itself.
func (s *Store) Write(ctx context.Context, values map[string]string, reason string) (int64, error) {
	var revision int64
	err := s.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		changes, err := tx.changes(ctx, values)
		if err != nil {
			return err
		}
		if revision, err = tx.Apply(ctx, changes, reason); err != nil {
			return err
		}
		return tx.Append(ctx, audit.Entry{Action: "seed", Allowed: true, Changes: changes, Reason: reason, Revision: revision})
	})
	if err != nil {
		return 0, fmt.Errorf("write parameters: %w", err)
	}
	return revision, nil
}

// querier is a database, or a transaction in it.
type querier interface {
	QueryContext(ctx context.Context, statement string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, statement string, args ...any) *sql.Row
}

func revision(ctx context.Context, q querier) (revision int64, err error) {
	if err := q.QueryRowContext(ctx, `SELECT COALESCE(MAX(revision), 0) FROM revisions`).Scan(&revision); err != nil {
		return 0, fmt.Errorf("read revision: %w", err)
	}
	return revision, nil
}

// collect reads every row of a statement.
func collect[T any](ctx context.Context, q querier, scan func(row scanner) (T, error), statement string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// scanner is one row of a result.
type scanner interface{ Scan(dest ...any) error }

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
