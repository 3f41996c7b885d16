package store

import (
	"context"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/usage"
)

// batchMemory is how long a batch of uses is known again.
const batchMemory = 24 * time.Hour

// RecordUses counts a batch of uses, unless it was counted before.
func (s *Store) RecordUses(ctx context.Context, batchID string, uses []usage.Use) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		fresh, err := tx.takeBatch(ctx, batchID)
		if err != nil || !fresh {
			return err
		}
		secrets, err := tx.secrets(ctx, usage.Days(uses))
		if err != nil {
			return err
		}
		for key, count := range usage.Sum(uses, secrets) {
			if err := tx.count(ctx, key, count); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("record usage: %w", err)
	}
	return nil
}

// takeBatch reports whether a batch is new, and forgets those of days ago.
func (t *Tx) takeBatch(ctx context.Context, id string) (bool, error) {
	if _, err := t.tx.ExecContext(ctx, `DELETE FROM usage_batches WHERE taken_at < $1`,
		milliseconds(t.Now.Add(-batchMemory))); err != nil {
		return false, err
	}
	result, err := t.tx.ExecContext(ctx, `INSERT INTO usage_batches (id, taken_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`,
		id, milliseconds(t.Now))
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	return rows > 0, err
}

func (t *Tx) count(ctx context.Context, key usage.Key, c *usage.Count) error {
	if _, err := t.tx.ExecContext(ctx, `INSERT INTO usage_counts (day, command, uses, failures, defers) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (day, command) DO UPDATE SET uses = usage_counts.uses + excluded.uses,
		failures = usage_counts.failures + excluded.failures, defers = usage_counts.defers + excluded.defers`,
		key.Day, key.Command, c.Uses, c.Failures, c.Defers); err != nil {
		return err
	}
	for bucket, uses := range c.Latencies {
		if _, err := t.tx.ExecContext(ctx, `INSERT INTO usage_latencies (day, command, bucket, uses) VALUES ($1, $2, $3, $4)
			ON CONFLICT (day, command, bucket) DO UPDATE SET uses = usage_latencies.uses + excluded.uses`,
			key.Day, key.Command, int64(bucket), uses); err != nil {
			return err
		}
	}
	for mark := range c.Marks {
		if _, err := t.tx.ExecContext(ctx, `INSERT INTO usage_marks (day, command, mark) VALUES ($1, $2, $3)
			ON CONFLICT (day, command, mark) DO NOTHING`, key.Day, key.Command, mark); err != nil {
			return err
		}
	}
	return nil
}

// Usage is the use on the days from first to last, as YYYY-MM-DD.
func (s *Store) Usage(ctx context.Context, first, last string) (map[usage.Key]*usage.Count, error) {
	counts := map[usage.Key]*usage.Count{}
	_, err := collect(ctx, s.db, func(row scanner) (key usage.Key, err error) {
		c := &usage.Count{Latencies: usage.Spread{}}
		err = row.Scan(&key.Day, &key.Command, &c.Uses, &c.Failures, &c.Defers, &c.Users)
		counts[key] = c
		return key, err
	}, `SELECT day, command, uses, failures, defers,
			users + (SELECT COUNT(*) FROM usage_marks m WHERE m.day = c.day AND m.command = c.command)
		FROM usage_counts c WHERE day BETWEEN $1 AND $2`, first, last)
	if err != nil {
		return nil, fmt.Errorf("read usage: %w", err)
	}
	_, err = collect(ctx, s.db, func(row scanner) (key usage.Key, err error) {
		var bucket, uses int64
		err = row.Scan(&key.Day, &key.Command, &bucket, &uses)
		if c := counts[key]; c != nil { // counted since the first statement otherwise
			c.Latencies[usage.Bucket(bucket)] = uses
		}
		return key, err
	}, `SELECT day, command, bucket, uses FROM usage_latencies WHERE day BETWEEN $1 AND $2`, first, last)
	if err != nil {
		return nil, fmt.Errorf("read usage: %w", err)
	}
	return counts, nil
}
