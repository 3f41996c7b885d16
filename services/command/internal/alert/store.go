package alert

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/database"
	"github.com/catalyst-bot/mesh/services/kit/outbox"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Store keeps alerts in an open database, and what is still to be done about
// them: posting those that are new, and handing all of them over.
type Store struct {
	db             *database.DB
	posts, records *outbox.Box
	// late tells that an alert came whose outcomes are due already.
	late chan struct{}
	now  func() time.Time
}

// lease is how long something to be done is left to whoever does it.
const lease = 30 * time.Second

// NewStore makes a store on a database with the tables of the schema.
func NewStore(db *database.DB) *Store {
	return &Store{
		db: db, posts: outbox.New(db, "posts", lease), records: outbox.New(db, "records", lease),
		late: make(chan struct{}, 1), now: time.Now,
	}
}

// Record keeps an alert, and reports false for one whose id was kept before.
func (s *Store) Record(ctx context.Context, a Alert) (bool, error) {
	var fresh bool
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) (err error) {
		if fresh, err = insert(ctx, tx, a); err != nil || !fresh {
			return err
		}
		if err := s.records.Add(ctx, tx, a.ID, time.Time{}); err != nil {
			return err
		}
		if end := a.SentAt.Add(PostWindow); end.After(s.now()) {
			return s.posts.Add(ctx, tx, a.ID, end)
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("record alert: %w", err)
	}
	if fresh {
		s.tell(a)
	}
	return fresh, nil
}

// List returns the alerts about a symbol sent from one moment until before
// another, oldest first.
func (s *Store) List(ctx context.Context, about symbol.Symbol, from, to time.Time) ([]Alert, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, sent_at, category, price, score, sentiment, confidence FROM alerts
		WHERE symbol = $1 AND sent_at >= $2 AND sent_at < $3 ORDER BY sent_at, id`, about, from.UnixMilli(), to.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("list alerts: %w", err)
	}
	defer rows.Close()
	var list []Alert
	for rows.Next() {
		a := Alert{Symbol: about}
		var at int64
		if err := rows.Scan(&a.ID, &at, &a.Category, &a.Price, &a.Score, &a.Sentiment, &a.Confidence); err != nil {
			return nil, fmt.Errorf("list alerts: %w", err)
		}
		a.SentAt = time.UnixMilli(at).UTC()
		list = append(list, a)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list alerts: %w", err)
	}
	return list, nil
}

func insert(ctx context.Context, tx *sql.Tx, a Alert) (fresh bool, err error) {
	result, err := tx.ExecContext(ctx, `INSERT INTO alerts (id, symbol, sent_at, category, price, score, sentiment, confidence, headline, url)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
		a.ID, a.Symbol, a.SentAt.UnixMilli(), a.Category, a.Price, a.Score, a.Sentiment, a.Confidence, a.Headline, a.URL)
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	if err != nil || rows == 0 {
		return false, err
	}
	for _, horizon := range Horizons {
		if _, err := tx.ExecContext(ctx, `INSERT INTO alert_outcomes (alert_id, horizon, due_at, state) VALUES ($1, $2, $3, $4)`,
			a.ID, minutes(horizon), a.SentAt.Add(horizon).UnixMilli(), Pending); err != nil {
			return false, err
		}
	}
	return true, nil
}

// tell lets those begin who wait for new alerts.
func (s *Store) tell(a Alert) {
	s.posts.Wake()
	s.records.Wake()
	if s.now().Sub(a.SentAt) < Horizons[0] {
		return
	}
	select {
	case s.late <- struct{}{}:
	default: // somebody has told already
	}
}

// Due lists outcomes whose time has come and that were not found out, those
// due first before others, at most limit.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Due, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT o.alert_id, a.symbol, o.horizon, o.due_at
		FROM alert_outcomes o JOIN alerts a ON a.id = o.alert_id
		WHERE o.state = $1 AND o.due_at <= $2 ORDER BY o.due_at, o.alert_id LIMIT $3`, Pending, now.UnixMilli(), limit)
	if err != nil {
		return nil, fmt.Errorf("list due outcomes: %w", err)
	}
	defer rows.Close()
	var list []Due
	for rows.Next() {
		var due Due
		var horizon, at int64
		if err := rows.Scan(&due.AlertID, &due.Symbol, &horizon, &at); err != nil {
			return nil, fmt.Errorf("list due outcomes: %w", err)
		}
		due.Horizon, due.At = time.Duration(horizon)*time.Minute, time.UnixMilli(at).UTC()
		list = append(list, due)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list due outcomes: %w", err)
	}
	return list, nil
}

// Settle keeps what was found out; nil gives the outcome up. One that is
// settled stays as it is.
func (s *Store) Settle(ctx context.Context, due Due, found *Found) error {
	state := Unknown
	var price *float64
	var at *int64
	var provider *string
	if found != nil {
		ms := found.At.UnixMilli()
		state, price, at, provider = Measured, &found.Price, &ms, &found.Provider
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE alert_outcomes SET state = $1, price = $2, measured_at = $3, provider = $4
			WHERE alert_id = $5 AND horizon = $6 AND state = $7`, state, price, at, provider, due.AlertID, minutes(due.Horizon), Pending)
		if err != nil {
			return err
		}
		changed, err := result.RowsAffected()
		if err != nil || changed == 0 || found == nil {
			return err
		}
		return s.records.Add(ctx, tx, due.AlertID, time.Time{})
	})
	if err != nil {
		return fmt.Errorf("settle outcome: %w", err)
	}
	s.records.Wake()
	return nil
}

func minutes(horizon time.Duration) int64 { return int64(horizon / time.Minute) }
