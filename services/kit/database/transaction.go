package database

import (
	"context"
	"database/sql"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// A transaction that collided with others is run again after a pause, which
// grows and differs from one to the next.
const (
	firstPause = 5 * time.Millisecond
	lastPause  = 200 * time.Millisecond
	// retryLimit bounds all runs together; most callers' deadlines are nearer.
	retryLimit = 10 * time.Second
)

// InTx runs work in a transaction: all it writes is stored, or nothing when it
// returns an error, and what it read is still true then, whatever others do
// meanwhile. All writing is done this way. When others are in its way, work is
// run again: it must have no other effects.
func (db *DB) InTx(ctx context.Context, work func(ctx context.Context, tx *sql.Tx) error) error {
	if db.writer != nil {
		select {
		case db.writer <- struct{}{}:
			defer func() { <-db.writer }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval = firstPause, lastPause
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := db.run(ctx, work)
		if err != nil && !db.engine.collided(err) {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(retryLimit))
	return err
}

func (db *DB) run(ctx context.Context, work func(ctx context.Context, tx *sql.Tx) error) error {
	tx, err := db.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	if err := work(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
