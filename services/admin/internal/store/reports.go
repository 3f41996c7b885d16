package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/catalyst-bot/mesh/services/admin/internal/report"
)

// KeepReport stores a report, unless the same was made before, and returns the
// one that is stored.
func (s *Store) KeepReport(ctx context.Context, r report.Report) (report.Report, error) {
	err := s.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		_, err := tx.tx.ExecContext(ctx, `INSERT INTO reports (id, day, made_at, content) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO NOTHING`, r.ID, r.Content.Date, milliseconds(r.MadeAt), r.Body)
		return err
	})
	if err != nil {
		return report.Report{}, fmt.Errorf("keep report: %w", err)
	}
	return s.Report(ctx, r.ID)
}

// Report reads a report as it was made. ErrNotFound when there is none.
func (s *Store) Report(ctx context.Context, id string) (report.Report, error) {
	var body string
	var made int64
	err := s.db.QueryRowContext(ctx, `SELECT content, made_at FROM reports WHERE id = $1`, id).Scan(&body, &made)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return report.Report{}, ErrNotFound
	case err != nil:
		return report.Report{}, fmt.Errorf("read report: %w", err)
	default:
		return report.Open(id, body, moment(made))
	}
}
