// Package allowance bounds what a language model may consume in a day: for
// each user, and for all of them together.
package allowance

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/database"
)

// Faults of taking.
var (
	// ErrUser is returned when the user's allowance of the day is spent.
	ErrUser = errors.New("the user's allowance is spent")
	// ErrTotal is returned when that of everyone is.
	ErrTotal = errors.New("the allowance of all users is spent")
)

// Config bounds a UTC day, in tokens read and written.
type Config struct {
	User  int64 `env:"LLM_USER_TOKENS" default:"60000" help:"Tokens one user's questions may take in a day."`
	Total int64 `env:"LLM_TOTAL_TOKENS" default:"2000000" help:"Tokens all questions together may take in a day."`

	Prices Prices `embed:""`
}

// Store counts in an open database.
type Store struct {
	db  *database.DB
	cfg Config
}

// NewStore makes a store on a database with the tables of the schema.
func NewStore(db *database.DB, cfg Config) *Store { return &Store{db: db, cfg: cfg} }

// Take sets tokens aside before they are used; ErrUser or ErrTotal is wrapped
// when there are not as many left on the day.
func (s *Store) Take(ctx context.Context, id user.ID, day time.Time, tokens int64) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var own, all int64
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE(SUM(tokens), 0),
				COALESCE(SUM(CASE WHEN user_id = $2 THEN tokens ELSE 0 END), 0)
			FROM model_use WHERE day = $1`, date(day), id).Scan(&all, &own); err != nil {
			return err
		}
		switch {
		case own+tokens > s.cfg.User:
			return ErrUser
		case all+tokens > s.cfg.Total:
			return ErrTotal
		}
		return add(ctx, tx, id, day, entry{tokens: tokens, aside: tokens})
	})
	if err != nil {
		return fmt.Errorf("take allowance: %w", err)
	}
	return nil
}

// Settle replaces what Take set aside by what was used.
func (s *Store) Settle(ctx context.Context, id user.ID, day time.Time, taken int64, used llm.Usage) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return add(ctx, tx, id, day, entry{tokens: used.Total() - taken, aside: -taken, input: used.Input, output: used.Output})
	})
	if err != nil {
		return fmt.Errorf("settle allowance: %w", err)
	}
	return nil
}

// entry is what is added to a user's day.
type entry struct{ tokens, aside, input, output int64 }

func add(ctx context.Context, tx *sql.Tx, id user.ID, day time.Time, e entry) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO model_use (day, user_id, tokens, aside, input, output) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (day, user_id) DO UPDATE SET tokens = model_use.tokens + excluded.tokens, aside = model_use.aside + excluded.aside,
		input = model_use.input + excluded.input, output = model_use.output + excluded.output`,
		date(day), id, e.tokens, e.aside, e.input, e.output)
	return err
}

func date(day time.Time) string { return day.UTC().Format(time.DateOnly) }
