// Package store keeps parameter values and their revisions in SQL.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/XSAM/otelsql"
	"github.com/pressly/goose/v3"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	_ "modernc.org/sqlite" // the driver
)

//go:embed migrations/*.sql
var migrations embed.FS

// Row is one stored value.
type Row struct {
	Name, Value string
	Revision    int64
	UpdatedAt   time.Time
}

// Store is an open database.
type Store struct{ db *sql.DB }

// ErrScheme is returned for a database this store cannot use.
var ErrScheme = errors.New("the database is given as sqlite:/path/to/file.db")

// Open opens the database, which it creates when it is missing, and brings its
// tables up to date.
func Open(ctx context.Context, url string) (*Store, error) {
	path, ok := strings.CutPrefix(url, "sqlite:")
	if !ok || path == "" {
		return nil, ErrScheme
	}
	// WAL lets others read while one writes; a busy database is waited for.
	dsn := "file:" + path + "?_pragma=journal_mode(WAL)&_pragma=busy_timeout(3000)&_pragma=foreign_keys(1)&_txlock=immediate"
	db, err := otelsql.Open("sqlite", dsn,
		otelsql.WithAttributes(attribute.String("db.system.name", "sqlite")),
		otelsql.WithSpanOptions(otelsql.SpanOptions{
			OmitConnResetSession: true, OmitRows: true, OmitConnPrepare: true,
			// Polling belongs to no request and would drown the rest.
			SpanFilter: func(ctx context.Context, _ otelsql.Method, _ string, _ []driver.NamedValue) bool {
				return trace.SpanContextFromContext(ctx).IsValid()
			},
		}))
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db}, nil
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("find migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Revision is the newest revision; 0 before the first write.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var revision int64
	err := s.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(revision), 0) FROM revisions`).Scan(&revision)
	if err != nil {
		return 0, fmt.Errorf("read revision: %w", err)
	}
	return revision, nil
}

// Rows returns every stored value.
func (s *Store) Rows(ctx context.Context) ([]Row, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT p.name, p.value, p.revision, r.made_at
		FROM parameters p JOIN revisions r ON r.revision = p.revision ORDER BY p.name`)
	if err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	defer rows.Close()
	var all []Row
	for rows.Next() {
		var r Row
		var ms int64
		if err := rows.Scan(&r.Name, &r.Value, &r.Revision, &ms); err != nil {
			return nil, fmt.Errorf("read parameters: %w", err)
		}
		r.UpdatedAt = time.UnixMilli(ms).UTC()
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	return all, nil
}

// Write stores values as one new revision, all or none, and returns it. Values
// must have been checked before.
func (s *Store) Write(ctx context.Context, values map[string]string, reason string) (int64, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("write parameters: %w", err)
	}
	revision, err := write(ctx, tx, values, reason)
	if err != nil {
		return 0, errors.Join(fmt.Errorf("write parameters: %w", err), tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("write parameters: %w", err)
	}
	return revision, nil
}

func write(ctx context.Context, tx *sql.Tx, values map[string]string, reason string) (revision int64, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO revisions (revision, made_at, reason)
		SELECT COALESCE(MAX(revision), 0) + 1, $1, $2 FROM revisions RETURNING revision`,
		time.Now().UnixMilli(), reason).Scan(&revision)
	if err != nil {
		return 0, err
	}
	for name, value := range values {
		_, err := tx.ExecContext(ctx, `INSERT INTO parameters (name, value, revision) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value, revision = excluded.revision`, name, value, revision)
		if err != nil {
			return 0, err
		}
	}
	return revision, nil
}
