package store

import (
	"context"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/usage"
)

// marksLife is how long after a day its marks are kept: a day longer than uses
// of it are taken.
const marksLife = 8 * 24 * time.Hour

// secrets are those of some days, made where there is none, so that all replicas
// have the same.
func (t *Tx) secrets(ctx context.Context, days []string) (map[string]usage.Secret, error) {
	secrets := map[string]usage.Secret{}
	for _, day := range days {
		if _, err := t.tx.ExecContext(ctx, `INSERT INTO usage_secrets (day, secret) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING`,
			day, usage.NewSecret().Text()); err != nil {
			return nil, err
		}
		var text string
		if err := t.tx.QueryRowContext(ctx, `SELECT secret FROM usage_secrets WHERE day = $1`, day).Scan(&text); err != nil {
			return nil, err
		}
		secret, err := usage.ParseSecret(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", day, err)
		}
		secrets[day] = secret
	}
	return secrets, nil
}

// ForgetUsers replaces the marks of days no use can come for any more by how
// many there are, and drops their secrets.
func (s *Store) ForgetUsers(ctx context.Context) error {
	return s.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		kept := tx.Now.Add(-marksLife).Format(time.DateOnly)
		for _, statement := range []string{
			`INSERT INTO usage_days (day, users) SELECT day, COUNT(DISTINCT mark) FROM usage_marks WHERE day < $1 GROUP BY day
				ON CONFLICT (day) DO UPDATE SET users = usage_days.users + excluded.users`,
			`UPDATE usage_counts SET users = users + (SELECT COUNT(*) FROM usage_marks m
				WHERE m.day = usage_counts.day AND m.command = usage_counts.command)
				WHERE day IN (SELECT day FROM usage_marks WHERE day < $1)`,
			`DELETE FROM usage_marks WHERE day < $1`,
			`DELETE FROM usage_secrets WHERE day < $1`,
		} {
			if _, err := tx.tx.ExecContext(ctx, statement, kept); err != nil {
				return fmt.Errorf("forget users: %w", err)
			}
		}
		return nil
	})
}

// Users is how many different users used any command, on each day from first to
// last somebody did, as YYYY-MM-DD.
func (s *Store) Users(ctx context.Context, first, last string) (map[string]int64, error) {
	users := map[string]int64{}
	_, err := collect(ctx, s.db, func(row scanner) (day string, err error) {
		var count int64
		err = row.Scan(&day, &count)
		users[day] += count
		return day, err
	}, `SELECT day, users FROM usage_days WHERE day BETWEEN $1 AND $2 UNION ALL
		SELECT day, COUNT(DISTINCT mark) FROM usage_marks WHERE day BETWEEN $1 AND $2 GROUP BY day`, first, last)
	if err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	return users, nil
}
