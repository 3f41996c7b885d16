package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
)

// verifyPage is how many entries are read at a time.
const verifyPage = 1000

// Append puts an entry at the end of the audit, at the time of the transaction.
func (t *Tx) Append(ctx context.Context, entry audit.Entry) error {
	var last audit.Head
	err := t.tx.QueryRowContext(ctx, `SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1`).
		Scan(&last.Sequence, &last.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read audit: %w", err)
	}
	entry.At = milliseconds(t.Now)
	sealed, err := audit.Seal(entry, last)
	if err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(ctx, `INSERT INTO audit (sequence, revision, body, hash) VALUES ($1, $2, $3, $4)`,
		last.Sequence+1, entry.Revision, string(sealed.Body), sealed.Hash); err != nil {
		return fmt.Errorf("append to audit: %w", err)
	}
	return nil
}

// History returns the entries before a number, newest first. 0 means from the
// newest on; revisionsOnly leaves out those that made no revision.
func (s *Store) History(ctx context.Context, before int64, limit int, revisionsOnly bool) ([]audit.Sealed, error) {
	least := 0
	if revisionsOnly {
		least = 1
	}
	list, err := collect(ctx, s.db, scanSealed, `SELECT body, hash FROM audit
		WHERE (CAST($1 AS BIGINT) = 0 OR sequence < $1) AND revision >= $2 ORDER BY sequence DESC LIMIT $3`, before, least, limit)
	if err != nil {
		return nil, fmt.Errorf("read audit: %w", err)
	}
	return list, nil
}

// Entries calls each with every entry, oldest first, until it returns an error.
func (s *Store) Entries(ctx context.Context, each func(audit.Sealed) error) error {
	for last := 0; ; last += verifyPage {
		page, err := collect(ctx, s.db, scanSealed, `SELECT body, hash FROM audit
			WHERE sequence > $1 ORDER BY sequence LIMIT $2`, last, verifyPage)
		if err != nil {
			return fmt.Errorf("read audit: %w", err)
		}
		for _, sealed := range page {
			if err := each(sealed); err != nil {
				return err
			}
		}
		if len(page) < verifyPage {
			return nil
		}
	}
}

func scanSealed(row scanner) (sealed audit.Sealed, err error) {
	var body string
	err = row.Scan(&body, &sealed.Hash)
	sealed.Body = []byte(body)
	return sealed, err
}
