// Package outbox keeps in SQL what must still be handed to someone else, until
// it was, whatever happens to the process that hands it over. An item is handed
// out to one at a time, for a while; one that was not settled by then is handed
// out again. So it arrives at least once, and its receiver must bear it twice.
package outbox

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/otel/propagation"

	"github.com/catalyst-bot/mesh/services/kit/database"
)

// Box is the items of one kind. Several may share the table, which a migration
// of the service makes:
//
//	CREATE TABLE outbox (
//	    box           TEXT NOT NULL,
//	    name          TEXT NOT NULL,
//	    trace         TEXT NOT NULL,
//	    added_at      BIGINT NOT NULL, -- milliseconds since 1970, as all moments here
//	    due_at        BIGINT NOT NULL,
//	    ends_at       BIGINT NOT NULL, -- 0 for never
//	    first_claim   BIGINT NOT NULL, -- 0 for none
//	    claim         TEXT NOT NULL, -- '' for none
//	    PRIMARY KEY (box, name)
//	);
type Box struct {
	db    *database.DB
	name  string
	lease time.Duration
	now   func() time.Time

	mu      sync.Mutex
	added   chan struct{}
	stopped chan struct{}
}

// Item is something to hand over.
type Item struct {
	// Name is unique in its box.
	Name string
	// Claim is this handing out, for Done and Again.
	Claim string
	// AddedAt is when it was put in; FirstClaim is when it was first handed out,
	// which is now unless this is not the first time.
	AddedAt, FirstClaim time.Time
	// Trace is the W3C trace context it was put in with; may be empty.
	Trace string
}

// New opens a box. An item that was handed out is so again after the lease.
func New(db *database.DB, name string, lease time.Duration) *Box {
	return &Box{db: db, name: name, lease: lease, now: time.Now, added: make(chan struct{}), stopped: make(chan struct{})}
}

// Add puts an item in, in the caller's transaction, until it is settled or it
// ends; a zero time is no end. One that is there already is put in anew. Call
// Wake after the commit.
func (b *Box) Add(ctx context.Context, tx *sql.Tx, name string, ends time.Time) error {
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	now := b.now().UnixMilli()
	_, err := tx.ExecContext(ctx, `INSERT INTO outbox (box, name, trace, added_at, due_at, ends_at, first_claim, claim)
		VALUES ($1, $2, $3, $4, $4, $5, 0, '') ON CONFLICT (box, name) DO UPDATE SET trace = excluded.trace,
		added_at = excluded.added_at, due_at = excluded.due_at, ends_at = excluded.ends_at, first_claim = 0, claim = ''`,
		b.name, name, carrier["traceparent"], now, milliseconds(ends))
	if err != nil {
		return fmt.Errorf("put %s into the outbox: %w", b.name, err)
	}
	return nil
}

// Wake lets waiting claims of this process look again.
func (b *Box) Wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.added)
	b.added = make(chan struct{})
}

// Stop ends waiting claims, which would hold up a shutdown. It may be called
// once.
func (b *Box) Stop() { close(b.stopped) }

func (b *Box) wakes() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.added
}

func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
