package backup

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
)

// reader puts the rows of a backup into a database.
type reader struct {
	tx *sql.Tx
	// columns are those of each table there is.
	columns map[string][]string
	// chain is the audit as far as it was read.
	chain audit.Head
	count int64
}

// read copies what write wrote and returns how many rows there were.
func read(ctx context.Context, tx *sql.Tx, source io.Reader) (int64, error) {
	in := json.NewDecoder(bufio.NewReader(source))
	in.UseNumber() // floats would round large numbers
	var first string
	if err := in.Decode(&first); err != nil || first != format {
		return 0, fmt.Errorf("%w: it does not begin as one", ErrFormat)
	}
	r := reader{tx: tx, columns: map[string][]string{}}
	if err := r.prepare(ctx); err != nil {
		return 0, err
	}
	for {
		var l line
		if err := in.Decode(&l); err != nil {
			return 0, fmt.Errorf("%w: it breaks off after %d rows", ErrFormat, r.count)
		}
		if l.Rows != nil {
			if *l.Rows != r.count {
				return 0, fmt.Errorf("%w: %d rows of %d", ErrFormat, r.count, *l.Rows)
			}
			return r.count, nil
		}
		if err := r.take(ctx, l); err != nil {
			return 0, fmt.Errorf("row %d: %w", r.count+1, err)
		}
		r.count++
	}
}

// prepare learns the columns of every table and makes sure that none has rows.
func (r *reader) prepare(ctx context.Context) error {
	for _, table := range tables {
		rows, err := r.tx.QueryContext(ctx, `SELECT * FROM `+table+` LIMIT 1`)
		if err != nil {
			return err
		}
		names, err := rows.Columns()
		if err == nil && rows.Next() {
			err = ErrNotEmpty
		}
		rows.Close()
		if err != nil {
			return err
		}
		if err := rows.Err(); err != nil {
			return err
		}
		r.columns[table] = names
	}
	return nil
}

func (r *reader) take(ctx context.Context, l line) error {
	names, known := r.columns[l.Table]
	if !known || len(names) != len(l.Row) {
		return fmt.Errorf("%w: no such row in a table %q", ErrFormat, l.Table)
	}
	values, places := make([]any, len(names)), make([]string, len(names))
	for i, name := range names {
		value, known := l.Row[name]
		if !known {
			return fmt.Errorf("%w: %s has no %s", ErrFormat, l.Table, name)
		}
		values[i], places[i] = native(value), fmt.Sprintf("$%d", i+1)
	}
	if l.Table == "audit" {
		if err := r.follow(l.Row); err != nil {
			return err
		}
	}
	_, err := r.tx.ExecContext(ctx, `INSERT INTO `+l.Table+` (`+strings.Join(names, ", ")+`) VALUES (`+
		strings.Join(places, ", ")+`)`, values...)
	return err
}

// follow checks an entry of the audit against the one before it.
func (r *reader) follow(row map[string]any) (err error) {
	body, _ := row["body"].(string)
	hash, _ := row["hash"].(string)
	r.chain, err = r.chain.Next(audit.Sealed{Body: []byte(body), Hash: hash})
	return err
}

// native is a value as the engines take it.
func native(value any) any {
	number, ok := value.(json.Number)
	if !ok {
		return value
	}
	if whole, err := number.Int64(); err == nil {
		return whole
	}
	float, err := number.Float64()
	if err != nil {
		return number.String() // which the column refuses
	}
	return float
}
