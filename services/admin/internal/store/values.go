package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/catalyst-bot/mesh/services/admin/internal/audit"
)

func rows(ctx context.Context, q querier) ([]Row, error) {
	all, err := collect(ctx, q, func(row scanner) (r Row, err error) {
		var ms int64
		err = row.Scan(&r.Name, &r.Value, &r.Revision, &ms)
		r.UpdatedAt = moment(ms)
		return r, err
	}, `SELECT p.name, p.value, p.revision, r.made_at
		FROM parameters p JOIN revisions r ON r.revision = p.revision ORDER BY p.name`)
	if err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	return all, nil
}

// Revision is the newest revision; 0 before the first write.
func (t *Tx) Revision(ctx context.Context) (int64, error) { return revision(ctx, t.tx) }

// Rows returns every stored value by its name.
func (t *Tx) Rows(ctx context.Context) (map[string]Row, error) {
	list, err := rows(ctx, t.tx)
	if err != nil {
		return nil, err
	}
	byName := make(map[string]Row, len(list))
	for _, r := range list {
		byName[r.Name] = r
	}
	return byName, nil
}

// changes is what writing values would change, by name.
func (t *Tx) changes(ctx context.Context, values map[string]string) ([]audit.Change, error) {
	stored, err := t.Rows(ctx)
	if err != nil {
		return nil, err
	}
	var list []audit.Change
	for _, name := range slices.Sorted(maps.Keys(values)) {
		list = append(list, audit.Change{Name: name, Old: stored[name].Value, New: values[name]})
	}
	return list, nil
}

// Apply stores the new values of changes as one revision and returns it.
func (t *Tx) Apply(ctx context.Context, changes []audit.Change, reason string) (int64, error) {
	number, err := revision(ctx, t.tx)
	if err != nil {
		return 0, err
	}
	number++
	if _, err := t.tx.ExecContext(ctx, `INSERT INTO revisions (revision, made_at, reason) VALUES ($1, $2, $3)`,
		number, milliseconds(t.Now), reason); err != nil {
		return 0, fmt.Errorf("make revision: %w", err)
	}
	for _, c := range changes {
		if err := t.applyOne(ctx, number, c); err != nil {
			return 0, fmt.Errorf("store %s: %w", c.Name, err)
		}
	}
	return number, nil
}

func (t *Tx) applyOne(ctx context.Context, revision int64, c audit.Change) error {
	old := sql.NullString{String: c.Old, Valid: c.Old != ""}
	if _, err := t.tx.ExecContext(ctx, `INSERT INTO changes (revision, name, old_value, new_value) VALUES ($1, $2, $3, $4)`,
		revision, c.Name, old, c.New); err != nil {
		return err
	}
	_, err := t.tx.ExecContext(ctx, `INSERT INTO parameters (name, value, revision) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, revision = excluded.revision`, c.Name, c.New, revision)
	return err
}

// ValuesAt returns the values that differed from now at a revision, by name. A
// parameter that did not exist then has the value it began with.
func (t *Tx) ValuesAt(ctx context.Context, revision int64) (map[string]string, error) {
	return valuesAt(ctx, t.tx, revision)
}

// ValuesAt is as that of a Tx.
func (s *Store) ValuesAt(ctx context.Context, revision int64) (map[string]string, error) {
	return valuesAt(ctx, s.db, revision)
}

func valuesAt(ctx context.Context, q querier, revision int64) (map[string]string, error) {
	later, err := collect(ctx, q, func(row scanner) (c audit.Change, err error) {
		var old sql.NullString
		err = row.Scan(&c.Name, &old, &c.New)
		c.Old = cmp.Or(old.String, c.New)
		return c, err
	}, `SELECT name, old_value, new_value FROM changes WHERE revision > $1 ORDER BY revision`, revision)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	values := map[string]string{}
	for _, c := range later {
		if _, earlier := values[c.Name]; !earlier {
			values[c.Name] = c.Old
		}
	}
	return values, nil
}
