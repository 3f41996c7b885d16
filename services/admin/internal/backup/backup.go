// Package backup copies everything the admin service keeps to a file and back,
// on either engine and from one to the other.
package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/catalyst-bot/mesh/services/kit/database"
)

// format is the first line of every backup; the number rises with the tables.
const format = "catalyst admin backup 4"

// tables are everything there is, each after those it refers to. The secrets of
// days are left out: with them the marks of users would tell whose they are for
// as long as the file lies about.
var tables = []string{
	"revisions", "parameters", "changes", "proposals", "rollbacks", "audit",
	"usage_counts", "usage_latencies", "usage_days", "usage_marks", "usage_batches", "alerts", "early_outcomes", "reports",
	"nights", "outbox",
}

// Faults of a backup.
var (
	// ErrFormat is wrapped when what is read is no whole backup.
	ErrFormat = errors.New("this is no whole backup")
	// ErrNotEmpty is returned for a database that holds something already.
	ErrNotEmpty = errors.New("the database holds something already; a backup is restored into an empty one")
)

// line is one row, or the end of the backup.
type line struct {
	Table string         `json:"table,omitempty"`
	Row   map[string]any `json:"row,omitempty"`
	// Rows is how many there were; on the last line only.
	Rows *int64 `json:"rows,omitempty"`
}

// Save copies the database, as it is at one moment, to a new file that only its
// owner can read. It returns how many rows that are.
func Save(ctx context.Context, db *database.DB, path string) (count int64, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return 0, fmt.Errorf("save backup: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // the name it was made under
	err = db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := again(file); err != nil {
			return err
		}
		count, err = write(ctx, tx, file)
		return err
	})
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return 0, fmt.Errorf("save backup: %w", err)
	}
	// Link takes no name that is in use, as Rename would.
	if err := os.Link(file.Name(), path); err != nil {
		return 0, fmt.Errorf("save backup: %w", err)
	}
	return count, nil
}

// again empties a file: a transaction may run more than once.
func again(file *os.File) error {
	_, err := file.Seek(0, io.SeekStart)
	return errors.Join(err, file.Truncate(0))
}

// Load copies a file that Save wrote into an empty database, all of it or
// nothing. It returns how many rows that are.
func Load(ctx context.Context, db *database.DB, path string) (count int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("load backup: %w", err)
	}
	defer file.Close()
	err = db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		count, err = read(ctx, tx, file)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("load backup: %w", err)
	}
	return count, nil
}
