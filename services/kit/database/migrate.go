package database

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
)

// schemaLock is the advisory lock of those who make a schema: IF NOT EXISTS is
// no help to two who do it at the same moment.
const schemaLock = 0x63617461

func (db *DB) migrate(ctx context.Context, migrations fs.FS) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("find migrations: %w", err)
	}
	provider, err := goose.NewProvider(db.engine.dialect, db.pool, files, db.engine.options...)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	if err := db.makeSchema(ctx); err != nil {
		return fmt.Errorf("make schema %s: %w", db.engine.schema, err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}

func (db *DB) makeSchema(ctx context.Context) error {
	if db.engine.schema == "" {
		return nil
	}
	return db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, schemaLock); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `CREATE SCHEMA IF NOT EXISTS `+pgx.Identifier{db.engine.schema}.Sanitize())
		return err
	})
}
