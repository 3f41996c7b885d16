package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// LastNight is the newest night that had its report, as YYYY-MM-DD; empty before
// the first.
func (s *Store) LastNight(ctx context.Context) (string, error) {
	var night string
	err := s.db.QueryRowContext(ctx, `SELECT night FROM nights ORDER BY night DESC LIMIT 1`).Scan(&night)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read nights: %w", err)
	}
	return night, nil
}

// TakeNight gives a night its report, which is then to be posted until it ends.
// A report without an id is none. It is false when the night had one already.
func (s *Store) TakeNight(ctx context.Context, night, reportID string, ends time.Time) (bool, error) {
	var taken bool
	err := s.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		result, err := tx.tx.ExecContext(ctx, `INSERT INTO nights (night, report_id) VALUES ($1, $2) ON CONFLICT (night) DO NOTHING`, night, reportID)
		if err != nil {
			return err
		}
		rows, err := result.RowsAffected()
		if taken = rows > 0; err != nil || !taken || reportID == "" {
			return err
		}
		return s.Posts.Add(ctx, tx.tx, reportID, ends)
	})
	if err != nil {
		return false, fmt.Errorf("keep night: %w", err)
	}
	if taken {
		s.Posts.Wake()
	}
	return taken, nil
}
