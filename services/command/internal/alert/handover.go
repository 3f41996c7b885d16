package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/outbox"
)

// Record is an alert with what is known of it, for those who judge alerts.
type Record struct {
	Alert Alert
	// Outcome is the one alerts are judged by; nil while it is unknown.
	Outcome *Found
	// Early are the known outcomes at the other horizons, soonest first.
	Early []Early
}

// Early is an outcome before the one an alert is judged by.
type Early struct {
	Horizon time.Duration
	Found   Found
}

// ErrRefused is returned by a Recorder for records it will never take.
var ErrRefused = errors.New("the records are refused")

// Recorder keeps records. One that is told again replaces what it knew.
type Recorder interface {
	// Record keeps all records or none.
	Record(ctx context.Context, records []Record) error
}

const (
	// batch is how many records are handed over at once.
	batch = 100
	// handoverWait is how long one look for something to hand over takes.
	handoverWait = 20 * time.Second
	// handoverPause comes after a failure.
	handoverPause = 5 * time.Second
	// handoverLimit bounds the handing over of one batch.
	handoverLimit = 10 * time.Second
)

// Handover hands alerts over to a recorder, again whenever more is known of
// them. Several may run at once.
type Handover struct {
	store *Store
	to    Recorder
}

// NewHandover makes one; Run makes it work.
func NewHandover(store *Store, to Recorder) *Handover { return &Handover{store, to} }

// Run hands over until ctx is done.
func (h *Handover) Run(ctx context.Context) error {
	failing := false
	for ctx.Err() == nil {
		err := h.Once(ctx, handoverWait)
		if err == nil {
			failing = false
			continue
		}
		if !failing && ctx.Err() == nil { // once, and not for each try
			slog.WarnContext(ctx, "alerts not handed over for now, trying again", "error", err)
		}
		failing = true
		select {
		case <-ctx.Done():
		case <-time.After(handoverPause):
		}
	}
	return nil
}

// Once hands over what there is, and waits for something at most so long.
func (h *Handover) Once(ctx context.Context, wait time.Duration) error {
	one, err := h.store.records.Await(ctx, wait)
	if one == nil || err != nil {
		return err
	}
	more, err := h.store.records.Claim(ctx, batch-1)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, handoverLimit)
	defer cancel()
	return h.hand(ctx, append(more, *one))
}

// hand hands items over together, and those of a batch that is refused one by
// one, so that none holds up the others.
func (h *Handover) hand(ctx context.Context, items []outbox.Item) error {
	records, err := h.store.recordsOf(ctx, items)
	if err == nil {
		err = h.to.Record(ctx, records)
	}
	switch {
	case errors.Is(err, ErrRefused) && len(items) > 1:
		for _, item := range items {
			if err := h.hand(ctx, []outbox.Item{item}); err != nil {
				return err
			}
		}
		return nil
	case errors.Is(err, ErrRefused):
		slog.ErrorContext(ctx, "an alert is never handed over", "alert", items[0].Name, "error", err)
	case err != nil:
		return errors.Join(err, h.giveBack(ctx, items))
	}
	for _, item := range items {
		if _, err := h.store.records.Done(ctx, item.Name, item.Claim); err != nil {
			return err
		}
	}
	return nil
}

func (h *Handover) giveBack(ctx context.Context, items []outbox.Item) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handoverPause)
	defer cancel()
	for _, item := range items {
		if _, err := h.store.records.Again(ctx, item.Name, item.Claim, handoverPause); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) recordsOf(ctx context.Context, items []outbox.Item) ([]Record, error) {
	records := make([]Record, len(items))
	for i, item := range items {
		var err error
		if records[i], err = s.record(ctx, item.Name); err != nil {
			return nil, fmt.Errorf("read record: %w", err)
		}
	}
	return records, nil
}

// record reads an alert with what became of it.
func (s *Store) record(ctx context.Context, id string) (Record, error) {
	a, err := s.Alert(ctx, id)
	if err != nil {
		return Record{}, err
	}
	rows, err := s.db.QueryContext(ctx, `SELECT horizon, price, measured_at, COALESCE(provider, 'market') FROM alert_outcomes
		WHERE alert_id = $1 AND state = $2 ORDER BY horizon`, id, Measured)
	if err != nil {
		return Record{}, err
	}
	defer rows.Close()
	r := Record{Alert: a}
	for rows.Next() {
		var horizon, at int64
		var found Found
		if err := rows.Scan(&horizon, &found.Price, &at, &found.Provider); err != nil {
			return Record{}, err
		}
		found.At = time.UnixMilli(at).UTC()
		if horizon == minutes(final) {
			r.Outcome = &found
			continue
		}
		r.Early = append(r.Early, Early{time.Duration(horizon) * time.Minute, found})
	}
	return r, rows.Err()
}
