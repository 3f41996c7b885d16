package database

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Codes of transactions that may succeed when they are run again:
// https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
)

// Replicas that start together wait for the one that migrates, this many times
// this many seconds.
const (
	lockPeriod = 1
	lockTries  = 120
)

func newPostgres(url, schema string) (engine, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return engine{}, ErrURL
	}
	config.RuntimeParams["search_path"] = pgx.Identifier{schema}.Sanitize()
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = schema
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockPeriod, lockTries))
	if err != nil {
		return engine{}, fmt.Errorf("prepare migrations: %w", err)
	}
	return engine{
		system: "postgresql", connector: stdlib.GetConnector(*config), connections: 16, collided: lostRace,
		dialect: goose.DialectPostgres, options: []goose.ProviderOption{goose.WithSessionLocker(locker)}, schema: schema,
	}, nil
}

func lostRace(err error) bool {
	var fault *pgconn.PgError
	return errors.As(err, &fault) && (fault.Code == serializationFailure || fault.Code == deadlockDetected)
}
