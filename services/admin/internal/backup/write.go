package backup

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
)

// write copies every table and returns how many rows there were.
func write(ctx context.Context, tx *sql.Tx, w io.Writer) (int64, error) {
	buffer := bufio.NewWriter(w)
	out := json.NewEncoder(buffer)
	if err := out.Encode(format); err != nil {
		return 0, err
	}
	var count int64
	for _, table := range tables {
		rows, err := writeTable(ctx, tx, table, out)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", table, err)
		}
		count += rows
	}
	if err := out.Encode(line{Rows: &count}); err != nil {
		return 0, err
	}
	return count, buffer.Flush()
}

func writeTable(ctx context.Context, tx *sql.Tx, table string, out *json.Encoder) (count int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT * FROM `+table+` ORDER BY 1`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	values, places := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for ; rows.Next(); count++ {
		if err := rows.Scan(places...); err != nil {
			return 0, err
		}
		row := make(map[string]any, len(names))
		for i, name := range names {
			row[name] = values[i]
		}
		if err := out.Encode(line{Table: table, Row: row}); err != nil {
			return 0, err
		}
	}
	return count, rows.Err()
}
