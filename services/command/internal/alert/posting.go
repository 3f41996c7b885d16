package alert

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/outbox"
)

// PostWindow is how old an alert may be when it is posted; news that is older is
// not shown as if it were new.
const PostWindow = 15 * time.Minute

// ErrUnknown is returned for an alert that was never recorded.
var ErrUnknown = errors.New("no such alert")

// Posting is an alert that is to be posted by who claimed it.
type Posting struct {
	Alert Alert
	outbox.Item
}

// ClaimPosting hands out the oldest alert that is to be posted, or waits for one;
// nil when none came. Its other errors are those of the database.
func (s *Store) ClaimPosting(ctx context.Context, wait time.Duration) (*Posting, error) {
	item, err := s.posts.Await(ctx, wait)
	if item == nil || err != nil {
		return nil, err
	}
	a, err := s.Alert(ctx, item.Name)
	if err != nil {
		return nil, err
	}
	return &Posting{a, *item}, nil
}

// Stop ends waiting claims, which would hold up a shutdown. It may be called
// once.
func (s *Store) Stop() { s.posts.Stop() }

// Posted ends the posting of an alert, whether it is shown or given up. It is
// false when the claim had ended.
func (s *Store) Posted(ctx context.Context, id, claim string) (bool, error) {
	return s.posts.Done(ctx, id, claim)
}

// PostAgain gives an alert back, to be claimed after a while. It is false when
// the claim had ended.
func (s *Store) PostAgain(ctx context.Context, id, claim string, after time.Duration) (bool, error) {
	return s.posts.Again(ctx, id, claim, after)
}

// Tidy takes out the alerts that became too old to be posted.
func (s *Store) Tidy(ctx context.Context) error {
	expired, err := s.posts.Expire(ctx)
	if expired {
		slog.InfoContext(ctx, "alerts were not posted in time and are not any more", "limit", PostWindow)
	}
	return err
}

// Alert reads an alert. ErrUnknown when there is none.
func (s *Store) Alert(ctx context.Context, id string) (Alert, error) {
	var a Alert
	var sent int64
	err := s.db.QueryRowContext(ctx, `SELECT id, symbol, sent_at, category, price, score, sentiment, confidence, headline, url
		FROM alerts WHERE id = $1`, id).Scan(&a.ID, &a.Symbol, &sent, &a.Category, &a.Price, &a.Score, &a.Sentiment, &a.Confidence,
		&a.Headline, &a.URL)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Alert{}, ErrUnknown
	case err != nil:
		return Alert{}, fmt.Errorf("read alert: %w", err)
	}
	a.SentAt = time.UnixMilli(sent).UTC()
	return a, nil
}
