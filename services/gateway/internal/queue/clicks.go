package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

const (
	// turnLimit is how long a message may be held by one edit; it outlasts one
	// request to Discord and ends a turn whose holder died.
	turnLimit = 15 * time.Second
	// turnPoll is how often a waiting edit looks whether it may begin.
	turnPoll = 10 * time.Millisecond
)

// Clicks orders the interactions that change the same message, across every
// gateway: edits go one at a time, and only the newest click is shown.
type Clicks struct {
	newest, turns jetstream.KeyValue
}

// OpenClicks prepares the store.
func OpenClicks(ctx context.Context, js jetstream.JetStream) (*Clicks, error) {
	newest, err := js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: "CLICKS", Description: "Newest click by message id.", TTL: TokenLife, Storage: jetstream.FileStorage,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare clicks: %w", err)
	}
	turns, err := js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: "TURNS", Description: "Messages that are being edited.", TTL: turnLimit, Storage: jetstream.MemoryStorage,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare turns: %w", err)
	}
	return &Clicks{newest, turns}, nil
}

// Begin records a click on a message, unless a newer one is known.
func (c *Clicks) Begin(ctx context.Context, message, click interaction.Snowflake) error {
	for {
		entry, err := c.newest.Get(ctx, message.String())
		switch {
		case errors.Is(err, jetstream.ErrKeyNotFound):
			_, err = c.newest.Create(ctx, message.String(), []byte(click))
		case err == nil && !click.After(interaction.Snowflake(entry.Value())):
			return nil
		case err == nil:
			_, err = c.newest.Update(ctx, message.String(), []byte(click), entry.Revision())
		}
		if !errors.Is(err, jetstream.ErrKeyExists) { // someone else clicked meanwhile
			if err != nil {
				return fmt.Errorf("record click: %w", err)
			}
			return nil
		}
	}
}

// Turn waits until the message may be edited for a click, at most until ctx
// ends. Newest is false when a newer click makes the edit needless; otherwise
// release ends the turn.
func (c *Clicks) Turn(ctx context.Context, message, click interaction.Snowflake) (release func(), newest bool, err error) {
	for {
		if newest, err = c.isNewest(ctx, message, click); err != nil || !newest {
			return nil, newest, err
		}
		revision, err := c.turns.Create(ctx, message.String(), []byte(click))
		if err == nil {
			return c.hold(ctx, message, click, revision)
		}
		if !errors.Is(err, jetstream.ErrKeyExists) {
			return nil, false, fmt.Errorf("take turn: %w", err)
		}
		select {
		case <-ctx.Done():
			return nil, false, ctx.Err()
		case <-time.After(turnPoll):
		}
	}
}

// hold looks again once the turn is taken: a newer click may have come between.
func (c *Clicks) hold(ctx context.Context, message, click interaction.Snowflake, revision uint64) (func(), bool, error) {
	release := func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		if err := c.turns.Delete(ctx, message.String(), jetstream.LastRevision(revision)); err != nil {
			slog.WarnContext(ctx, "turn not given back, it ends by itself", "error", err)
		}
	}
	newest, err := c.isNewest(ctx, message, click)
	if err != nil || !newest {
		release()
		return nil, newest, err
	}
	return release, true, nil
}

func (c *Clicks) isNewest(ctx context.Context, message, click interaction.Snowflake) (bool, error) {
	entry, err := c.newest.Get(ctx, message.String())
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("read newest click: %w", err)
	}
	return !interaction.Snowflake(entry.Value()).After(click), nil
}
