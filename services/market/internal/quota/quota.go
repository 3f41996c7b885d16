// Package quota keeps count of calls to providers, so that a restart or another
// replica does not overrun what a plan allows.
package quota

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// Migrations make the table of a ledger.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// Window allows so many calls in each stretch of time; stretches begin at whole
// multiples of their length since 1970, in UTC.
type Window struct {
	Length time.Duration
	Most   int
}

// Use is how much of a window is used.
type Use struct {
	Window
	// Used is at most Most.
	Used int
	// Resets is when the next stretch begins.
	Resets time.Time
}

// Left is how many calls are left.
func (u Use) Left() int { return u.Most - u.Used }

// Ledger counts calls in a database.
type Ledger struct {
	db    *database.DB
	clock func() time.Time
}

// NewLedger makes a ledger on a database with the table of Migrations.
func NewLedger(db *database.DB, clock func() time.Time) *Ledger {
	return &Ledger{db: db, clock: clock}
}

// Take counts a call to a provider in every window, or in none and returns a
// *provider.LimitError when one of them is full.
func (l *Ledger) Take(ctx context.Context, name string, windows []Window) error {
	now := l.clock()
	err := l.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, w := range windows {
			if err := take(ctx, tx, name, w, now); err != nil {
				return err
			}
		}
		return nil
	})
	var full *provider.LimitError
	if err != nil && !errors.As(err, &full) {
		return fmt.Errorf("count call: %w", err)
	}
	return err
}

// Used tells how much of the current stretch of each window is used.
func (l *Ledger) Used(ctx context.Context, name string, windows []Window) ([]Use, error) {
	now := l.clock()
	uses := make([]Use, len(windows))
	for i, w := range windows {
		start := now.Truncate(w.Length)
		uses[i] = Use{Window: w, Resets: start.Add(w.Length)}
		err := l.db.QueryRowContext(ctx, `SELECT used FROM quota_windows
			WHERE provider = $1 AND seconds = $2 AND starts_at BETWEEN $3 AND $3 + seconds`,
			name, int64(w.Length.Seconds()), start.Unix()).Scan(&uses[i].Used)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("read calls: %w", err)
		}
	}
	return uses, nil
}

func take(ctx context.Context, tx *sql.Tx, name string, w Window, now time.Time) error {
	start := now.Truncate(w.Length)
	var used int
	var counted int64
	// A row of an older window begins anew. One of the next window was begun by a
	// replica whose clock is ahead, and goes on.
	err := tx.QueryRowContext(ctx, `INSERT INTO quota_windows (provider, seconds, starts_at, used) VALUES ($1, $2, $3, 1)
		ON CONFLICT (provider, seconds) DO UPDATE SET
			used = CASE WHEN quota_windows.starts_at BETWEEN excluded.starts_at AND excluded.starts_at + excluded.seconds
				THEN quota_windows.used + 1 ELSE 1 END,
			starts_at = CASE WHEN quota_windows.starts_at BETWEEN excluded.starts_at AND excluded.starts_at + excluded.seconds
				THEN quota_windows.starts_at ELSE excluded.starts_at END
		RETURNING used, starts_at`, name, int64(w.Length.Seconds()), start.Unix()).Scan(&used, &counted)
	if err != nil {
		return err
	}
	if used > w.Most {
		return &provider.LimitError{RetryAfter: time.Unix(counted, 0).Add(w.Length).Sub(now)}
	}
	return nil
}
