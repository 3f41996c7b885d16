package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
)

const alertColumns = `id, symbol, sent_at, category, price, score, sentiment, confidence, return_percent, measured_at, provider, untold`

// PutAlerts stores alerts, all or none. One that is known is replaced, but its
// outcome stays when none is told, and so does each early one.
func (s *Store) PutAlerts(ctx context.Context, alerts []alert.Alert) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *Tx) error {
		for _, a := range alerts {
			if err := tx.putAlert(ctx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store alerts: %w", err)
	}
	return nil
}

func (t *Tx) putAlert(ctx context.Context, a alert.Alert) error {
	var result sql.NullFloat64
	var measured sql.NullInt64
	var provider sql.NullString
	if o := a.Outcome; o != nil {
		result = sql.NullFloat64{Float64: o.Return, Valid: true}
		measured = sql.NullInt64{Int64: milliseconds(o.MeasuredAt), Valid: true}
		provider = sql.NullString{String: o.Provider, Valid: true}
	}
	_, err := t.tx.ExecContext(ctx, `INSERT INTO alerts (`+alertColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (id) DO UPDATE SET symbol = excluded.symbol, sent_at = excluded.sent_at, category = excluded.category,
		price = excluded.price, score = excluded.score, sentiment = excluded.sentiment, confidence = excluded.confidence, untold = excluded.untold,
		return_percent = COALESCE(excluded.return_percent, alerts.return_percent),
		measured_at = COALESCE(excluded.measured_at, alerts.measured_at), provider = COALESCE(excluded.provider, alerts.provider)`,
		a.ID, a.Symbol, milliseconds(a.SentAt), a.Category, a.Price, a.Score, a.Sentiment, a.Confidence, result, measured, provider, a.Untold)
	if err != nil {
		return err
	}
	return t.putEarly(ctx, a.ID, a.Early)
}

// Alerts returns the alerts sent from one moment to just before another, in the
// order they were sent.
func (s *Store) Alerts(ctx context.Context, from, to time.Time) ([]alert.Alert, error) {
	list, err := collect(ctx, s.db, scanAlert, `SELECT `+alertColumns+` FROM alerts
		WHERE sent_at >= $1 AND sent_at < $2 ORDER BY sent_at, id`, milliseconds(from), milliseconds(to))
	if err == nil {
		err = s.readEarly(ctx, list, from, to)
	}
	if err != nil {
		return nil, fmt.Errorf("read alerts: %w", err)
	}
	return list, nil
}

// LastAlerts returns the newest alerts, without early outcomes, in the order they
// were sent.
func (s *Store) LastAlerts(ctx context.Context, limit int) ([]alert.Alert, error) {
	list, err := collect(ctx, s.db, scanAlert, `SELECT `+alertColumns+` FROM alerts ORDER BY sent_at DESC, id DESC LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("read alerts: %w", err)
	}
	slices.Reverse(list)
	return list, nil
}

func scanAlert(row scanner) (a alert.Alert, err error) {
	var sent int64
	var result sql.NullFloat64
	var measured sql.NullInt64
	var provider sql.NullString
	if err := row.Scan(&a.ID, &a.Symbol, &sent, &a.Category, &a.Price, &a.Score, &a.Sentiment, &a.Confidence,
		&result, &measured, &provider, &a.Untold); err != nil {
		return alert.Alert{}, err
	}
	a.SentAt = moment(sent)
	if result.Valid {
		a.Outcome = &alert.Outcome{Return: result.Float64, MeasuredAt: moment(measured.Int64), Provider: provider.String}
	}
	return a, nil
}
