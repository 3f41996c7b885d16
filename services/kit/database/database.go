// Package database is how a service keeps data in SQL: SQLite for one replica,
// PostgreSQL for several. Both run the same migrations and the same statements,
// whose arguments are written $1, $2 and so on.
package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/XSAM/otelsql"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

// openLimit bounds the wait for a database that does not answer at the start.
const openLimit = 10 * time.Second

// ErrURL is returned for a database that is given in a way nothing here reads.
// It does not repeat what was given, which may hold a password.
var ErrURL = errors.New("a database is given as sqlite:/path/to/file.db or postgres://user:password@host/name")

// DB is an open database. Its methods may be called from several goroutines.
type DB struct {
	pool   *sql.DB
	engine engine
	// writer holds a token while one may write, where one may at a time.
	writer chan struct{}
}

// Open opens the database at the URL and brings its tables up to date with the
// migrations, which are goose's SQL files in a directory "migrations". It makes
// what is missing: the file of SQLite, the schema of PostgreSQL. That schema has
// the name of the service, so that services can share one PostgreSQL database.
func Open(ctx context.Context, url, service string, migrations fs.FS) (*DB, error) {
	engine, err := engineOf(url, service)
	if err != nil {
		return nil, err
	}
	db := &DB{pool: traced(engine), engine: engine}
	if engine.oneWriter {
		db.writer = make(chan struct{}, 1)
	}
	if err := db.prepare(ctx, migrations); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func engineOf(url, service string) (engine, error) {
	switch {
	case strings.HasPrefix(url, sqliteScheme):
		return newSQLite(strings.TrimPrefix(url, sqliteScheme))
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		return newPostgres(url, service)
	default:
		return engine{}, ErrURL
	}
}

// traced makes a pool whose statements are spans, without their arguments.
func traced(e engine) *sql.DB {
	pool := otelsql.OpenDB(e.connector,
		otelsql.WithAttributes(attribute.String("db.system.name", e.system)),
		otelsql.WithSpanOptions(otelsql.SpanOptions{
			OmitConnResetSession: true, OmitRows: true, OmitConnPrepare: true,
			// Polling belongs to no request and would drown the rest.
			SpanFilter: func(ctx context.Context, _ otelsql.Method, _ string, _ []driver.NamedValue) bool {
				return trace.SpanContextFromContext(ctx).IsValid()
			},
		}))
	pool.SetMaxOpenConns(e.connections)
	pool.SetMaxIdleConns(e.connections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return pool
}

func (db *DB) prepare(ctx context.Context, migrations fs.FS) error {
	limited, cancel := context.WithTimeout(ctx, openLimit)
	defer cancel()
	if err := db.pool.PingContext(limited); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	return db.migrate(ctx, migrations)
}

// Close closes the database.
func (db *DB) Close() error { return db.pool.Close() }

// QueryContext runs a statement that only reads, outside any transaction.
func (db *DB) QueryContext(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	return db.pool.QueryContext(ctx, statement, args...)
}

// QueryRowContext is QueryContext for one row.
func (db *DB) QueryRowContext(ctx context.Context, statement string, args ...any) *sql.Row {
	return db.pool.QueryRowContext(ctx, statement, args...)
}
