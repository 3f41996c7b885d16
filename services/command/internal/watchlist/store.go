package watchlist

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Store keeps every watchlist in an open database.
type Store struct{ db *database.DB }

// NewStore makes a store on a database with the tables of the schema.
func NewStore(db *database.DB) *Store { return &Store{db: db} }

// List returns what a user watches, in the order of adding.
func (s *Store) List(ctx context.Context, id user.ID) ([]Entry, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT symbol, name, added_at FROM watchlist_entries
		WHERE user_id = $1 ORDER BY position`, id)
	if err != nil {
		return nil, fmt.Errorf("list watchlist: %w", err)
	}
	defer rows.Close()
	var list []Entry
	for rows.Next() {
		entry, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("list watchlist: %w", err)
		}
		list = append(list, entry)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list watchlist: %w", err)
	}
	return list, nil
}

// Add puts a symbol at the end of a user's watchlist, unless it is on it
// already. ErrFull is wrapped when it holds the limit, or more, before.
func (s *Store) Add(ctx context.Context, id user.ID, name symbol.Symbol, fullName string, limit int) (Addition, error) {
	var addition Addition
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		addition, err = add(ctx, tx, id, Entry{Symbol: name, Name: fullName}, limit)
		return err
	})
	if err != nil {
		return Addition{}, fmt.Errorf("add to watchlist: %w", err)
	}
	return addition, nil
}

func add(ctx context.Context, tx *sql.Tx, id user.ID, entry Entry, limit int) (Addition, error) {
	var size int
	var last int64
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(MAX(position), 0) FROM watchlist_entries
		WHERE user_id = $1`, id).Scan(&size, &last); err != nil {
		return Addition{}, err
	}
	known, err := scan(tx.QueryRowContext(ctx, `SELECT symbol, name, added_at FROM watchlist_entries
		WHERE user_id = $1 AND symbol = $2`, id, entry.Symbol))
	if err == nil {
		return Addition{Entry: known, Size: size}, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return Addition{}, err
	}
	if size >= limit {
		return Addition{}, ErrFull
	}
	entry.AddedAt = time.Now().UTC().Truncate(time.Millisecond)
	_, err = tx.ExecContext(ctx, `INSERT INTO watchlist_entries (user_id, symbol, name, position, added_at)
		VALUES ($1, $2, $3, $4, $5)`, id, entry.Symbol, entry.Name, last+1, entry.AddedAt.UnixMilli())
	return Addition{Entry: entry, Added: true, Size: size + 1}, err
}

// Remove takes a symbol off a user's watchlist.
func (s *Store) Remove(ctx context.Context, id user.ID, name symbol.Symbol) (Removal, error) {
	var removal Removal
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		removed, err := affected(tx.ExecContext(ctx, `DELETE FROM watchlist_entries
			WHERE user_id = $1 AND symbol = $2`, id, name))
		if err != nil {
			return err
		}
		removal.Removed = removed > 0
		return tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM watchlist_entries
			WHERE user_id = $1`, id).Scan(&removal.Size)
	})
	if err != nil {
		return Removal{}, fmt.Errorf("remove from watchlist: %w", err)
	}
	return removal, nil
}

// Clear takes every symbol off a user's watchlist and returns how many.
func (s *Store) Clear(ctx context.Context, id user.ID) (int, error) {
	var removed int
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		removed, err = affected(tx.ExecContext(ctx, `DELETE FROM watchlist_entries WHERE user_id = $1`, id))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("clear watchlist: %w", err)
	}
	return removed, nil
}

func affected(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	rows, err := result.RowsAffected()
	return int(rows), err
}

func scan(row interface{ Scan(dest ...any) error }) (Entry, error) {
	var entry Entry
	var ms int64
	if err := row.Scan(&entry.Symbol, &entry.Name, &ms); err != nil {
		return Entry{}, err
	}
	entry.AddedAt = time.UnixMilli(ms).UTC()
	return entry, nil
}
