package allowance

import (
	"context"
	"fmt"
	"time"
)

// Spend is what the language model consumed on a UTC day, in tokens.
type Spend struct {
	// Day is its midnight.
	Day time.Time
	// Used is everything; Input and Output are what is known to be read and
	// written, less than Used of days before they were kept apart.
	Used, Input, Output int64
	// Aside is set aside for calls that have not ended, or whose end was never
	// told, and Left what nobody has taken of the allowance of today's
	// configuration.
	Aside, Left int64
	// Users is how many used any.
	Users int64
	// Dollars is what it cost; nil when that is unknown.
	Dollars *float64
}

// Total is the allowance of all users together, in tokens a day.
func (s *Store) Total() int64 { return s.cfg.Total }

// Spend sums up each UTC day from the first to the last.
func (s *Store) Spend(ctx context.Context, first, last time.Time) ([]Spend, error) {
	known, err := s.sums(ctx, date(first), date(last))
	if err != nil {
		return nil, fmt.Errorf("read spend: %w", err)
	}
	var days []Spend
	for day := midnight(first); !day.After(midnight(last)); day = day.AddDate(0, 0, 1) {
		spend := known[date(day)] // zero when nobody used any
		spend.Day = day
		spend.Left = max(s.cfg.Total-spend.Used-spend.Aside, 0)
		spend.Dollars = s.cfg.Prices.of(spend)
		days = append(days, spend)
	}
	return days, nil
}

// sums are those of the days somebody used the model on.
func (s *Store) sums(ctx context.Context, first, last string) (map[string]Spend, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT day, CAST(SUM(tokens - aside) AS BIGINT), CAST(SUM(input) AS BIGINT),
			CAST(SUM(output) AS BIGINT), CAST(SUM(aside) AS BIGINT), COUNT(CASE WHEN tokens > aside THEN 1 END)
		FROM model_use WHERE day BETWEEN $1 AND $2 GROUP BY day`, first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	days := map[string]Spend{}
	for rows.Next() {
		var day string
		var sum Spend
		if err := rows.Scan(&day, &sum.Used, &sum.Input, &sum.Output, &sum.Aside, &sum.Users); err != nil {
			return nil, err
		}
		days[day] = sum
	}
	return days, rows.Err()
}

func midnight(day time.Time) time.Time { return day.UTC().Truncate(24 * time.Hour) }
