// Package store keeps parameter values and their revisions in SQL.
package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/database"
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
type Store struct{ db *database.DB }

// New makes a store on a database with the tables of Migrations.
func New(db *database.DB) *Store { return &Store{db: db} }

// Revision is the newest revision; 0 before the first write.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var revision int64
	err := s.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(revision), 0) FROM revisions`).Scan(&revision)
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", err)
	}
	return revision, nil
}

// Rows returns every stored value.
func (s *Store) Rows(ctx context.Context) ([]Row, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT p.name, p.value, p.revision, r.made_at
		FROM parameters p JOIN revisions r ON r.revision = p.revision ORDER BY p.name`)
	if err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	defer rows.Close()
	var all []Row
	for rows.Next() {
		var r Row
		var ms int64
		if err := rows.Scan(&r.Name, &r.Value, &r.Revision, &ms); err != nil {
			return nil, fmt.Errorf("read parameters: %w", err)
		}
		r.UpdatedAt = time.UnixMilli(ms).UTC()
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	return all, nil
}

// Write stores values as one new revision, all or none, and returns it. Values
// must have been checked before.
func (s *Store) Write(ctx context.Context, values map[string]string, reason string) (int64, error) {
	var revision int64
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		revision, err = write(ctx, tx, values, reason)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("write parameters: %w", err)
	}
	return revision, nil
}

func write(ctx context.Context, tx *sql.Tx, values map[string]string, reason string) (revision int64, err error) {
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(revision), 0) + 1 FROM revisions`).Scan(&revision); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO revisions (revision, made_at, reason) VALUES ($1, $2, $3)`,
		revision, time.Now().UnixMilli(), reason); err != nil {
		return 0, err
	}
	for name, value := range values {
		_, err := tx.ExecContext(ctx, `INSERT INTO parameters (name, value, revision) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value, revision = excluded.revision`, name, value, revision)
		if err != nil {
			return 0, err
		}
	}
	return revision, nil
}
