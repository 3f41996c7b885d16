package alert

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Summarize sums up the alerts sent from one moment until before another.
func (s *Store) Summarize(ctx context.Context, from, to time.Time) (Summary, error) {
	var sum Summary
	var mean sql.NullFloat64
	if err := s.db.QueryRowContext(ctx, `SELECT COUNT(*), COUNT(DISTINCT symbol), AVG(score) FROM alerts
		WHERE sent_at >= $1 AND sent_at < $2`, from.UnixMilli(), to.UnixMilli()).Scan(&sum.Alerts, &sum.Symbols, &mean); err != nil {
		return Summary{}, fmt.Errorf("sum up alerts: %w", err)
	}
	if mean.Valid {
		sum.MeanScore = &mean.Float64
	}
	rows, err := s.db.QueryContext(ctx, `SELECT a.id, a.symbol, a.category, a.price, o.horizon, o.state, o.price
		FROM alert_outcomes o JOIN alerts a ON a.id = o.alert_id
		WHERE a.sent_at >= $1 AND a.sent_at < $2 ORDER BY a.sent_at, a.id`, from.UnixMilli(), to.UnixMilli())
	if err != nil {
		return Summary{}, fmt.Errorf("sum up outcomes: %w", err)
	}
	defer rows.Close()
	t := newTallies()
	for rows.Next() {
		if err := t.read(rows); err != nil {
			return Summary{}, fmt.Errorf("sum up outcomes: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return Summary{}, fmt.Errorf("sum up outcomes: %w", err)
	}
	sum.Horizons, sum.Categories = t.horizons, t.sorted()
	return sum, nil
}

// tallies are made while rows are read.
type tallies struct {
	horizons   []Tally
	categories map[string]*Category
}

func newTallies() *tallies {
	t := &tallies{categories: map[string]*Category{}}
	for _, horizon := range Horizons {
		t.horizons = append(t.horizons, Tally{Horizon: horizon})
	}
	return t
}

func (t *tallies) read(rows *sql.Rows) error {
	var id, category string
	var s symbol.Symbol
	var price float64
	var minutes int64
	var state State
	var later sql.NullFloat64
	if err := rows.Scan(&id, &s, &category, &price, &minutes, &state, &later); err != nil {
		return err
	}
	horizon := time.Duration(minutes) * time.Minute
	r := Return{Alert: id, Symbol: s, Value: later.Float64/price - 1}
	if i := slices.Index(Horizons, horizon); i >= 0 {
		t.horizons[i].add(state, r)
	}
	day := Horizons[len(Horizons)-1]
	if horizon != day {
		return nil
	}
	if t.categories[category] == nil {
		t.categories[category] = &Category{Name: category, Day: Tally{Horizon: day}}
	}
	t.categories[category].Alerts++
	t.categories[category].Day.add(state, r)
	return nil
}

func (t *tallies) sorted() []Category {
	var list []Category
	for _, c := range t.categories {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(a, b Category) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
