package preferences

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/database"
)

// Store keeps everyone's preferences in an open database.
type Store struct{ db *database.DB }

// NewStore makes a store on a database with the tables of the schema.
func NewStore(db *database.DB) *Store { return &Store{db: db} }

// Get returns what a user has chosen; false when that is nothing.
func (s *Store) Get(ctx context.Context, id user.ID) (Saved, bool, error) {
	saved, err := scan(s.db.QueryRowContext(ctx, `SELECT style, theme, size, indicators, saved_at FROM preferences
		WHERE user_id = $1`, id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Saved{}, false, nil
	case err != nil:
		return Saved{}, false, fmt.Errorf("get preferences: %w", err)
	}
	return saved, true, nil
}

// Set saves what a user chooses, leaves the rest as it is, and returns both.
// ErrEmpty, ErrTooMany or a WordError is returned for what cannot be chosen.
func (s *Store) Set(ctx context.Context, id user.ID, choice Choice) (Saved, error) {
	choice, err := choice.check()
	if err != nil {
		return Saved{}, err
	}
	var saved Saved
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		saved, err = scan(tx.QueryRowContext(ctx, `INSERT INTO preferences (user_id, style, theme, size, indicators, saved_at)
			VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (user_id) DO UPDATE SET
				style = COALESCE(excluded.style, preferences.style),
				theme = COALESCE(excluded.theme, preferences.theme),
				size = COALESCE(excluded.size, preferences.size),
				indicators = COALESCE(excluded.indicators, preferences.indicators),
				saved_at = excluded.saved_at
			RETURNING style, theme, size, indicators, saved_at`,
			id, choice.Style, choice.Theme, choice.Size, list(choice.Indicators), time.Now().UnixMilli()))
		return err
	})
	if err != nil {
		return Saved{}, fmt.Errorf("set preferences: %w", err)
	}
	return saved, nil
}

// Clear forgets what a user chose; false when that was nothing.
func (s *Store) Clear(ctx context.Context, id user.ID) (bool, error) {
	var rows int64
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM preferences WHERE user_id = $1`, id)
		if err != nil {
			return err
		}
		rows, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return false, fmt.Errorf("clear preferences: %w", err)
	}
	return rows > 0, nil
}

// list is NULL when nil.
func list(codes []string) sql.NullString {
	return sql.NullString{String: strings.Join(codes, " "), Valid: codes != nil}
}

func scan(row *sql.Row) (Saved, error) {
	var saved Saved
	var indicators sql.NullString
	var ms int64
	if err := row.Scan(&saved.Style, &saved.Theme, &saved.Size, &indicators, &ms); err != nil {
		return Saved{}, err
	}
	saved.At = time.UnixMilli(ms).UTC()
	if indicators.Valid {
		saved.Indicators = strings.Fields(indicators.String)
	}
	return saved, nil
}
