package store

import (
	"context"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
)

// putEarly stores early outcomes of an alert that is stored. One that is known is
// replaced.
func (t *Tx) putEarly(ctx context.Context, id string, early []alert.Early) error {
	for _, e := range early {
		_, err := t.tx.ExecContext(ctx, `INSERT INTO early_outcomes (alert_id, horizon, return_percent, measured_at, provider)
			VALUES ($1, $2, $3, $4, $5) ON CONFLICT (alert_id, horizon) DO UPDATE SET return_percent = excluded.return_percent,
			measured_at = excluded.measured_at, provider = excluded.provider`,
			id, int64(e.Horizon/time.Minute), e.Outcome.Return, milliseconds(e.Outcome.MeasuredAt), e.Outcome.Provider)
		if err != nil {
			return err
		}
	}
	return nil
}

// earlyOf is an early outcome and whose it is.
type earlyOf struct {
	alert string
	early alert.Early
}

// readEarly fills in the early outcomes of alerts sent in a time.
func (s *Store) readEarly(ctx context.Context, alerts []alert.Alert, from, to time.Time) error {
	list, err := collect(ctx, s.db, scanEarly, `SELECT e.alert_id, e.horizon, e.return_percent, e.measured_at, e.provider
		FROM early_outcomes e JOIN alerts a ON a.id = e.alert_id
		WHERE a.sent_at >= $1 AND a.sent_at < $2 ORDER BY e.alert_id, e.horizon`, milliseconds(from), milliseconds(to))
	if err != nil {
		return err
	}
	known := map[string][]alert.Early{}
	for _, e := range list {
		known[e.alert] = append(known[e.alert], e.early)
	}
	for i := range alerts {
		alerts[i].Early = known[alerts[i].ID]
	}
	return nil
}

func scanEarly(row scanner) (e earlyOf, err error) {
	var horizon, measured int64
	if err := row.Scan(&e.alert, &horizon, &e.early.Outcome.Return, &measured, &e.early.Outcome.Provider); err != nil {
		return earlyOf{}, err
	}
	e.early.Horizon, e.early.Outcome.MeasuredAt = time.Duration(horizon)*time.Minute, moment(measured)
	return e, nil
}
