package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/seal"
)

// Claims remembers which interactions were taken and what was answered first,
// as long as their tokens live.
type Claims struct {
	bucket jetstream.KeyValue
	box    *seal.Box
}

// OpenClaims prepares the store.
func OpenClaims(ctx context.Context, js jetstream.JetStream, box *seal.Box) (*Claims, error) {
	bucket, err := js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: "FIRST_ANSWERS", Description: "First answers by interaction id.",
		TTL: TokenLife, Storage: jetstream.FileStorage,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare first answers: %w", err)
	}
	return &Claims{bucket: bucket, box: box}, nil
}

// Claim takes an interaction. It is false when someone took it before.
func (c *Claims) Claim(ctx context.Context, id interaction.Snowflake) (bool, error) {
	_, err := c.bucket.Create(ctx, id.String(), nil)
	if errors.Is(err, jetstream.ErrKeyExists) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("claim interaction: %w", err)
	}
	return true, nil
}

// Answered stores the first answer of a claimed interaction.
func (c *Claims) Answered(ctx context.Context, id interaction.Snowflake, answer []byte) error {
	if _, err := c.bucket.Put(ctx, id.String(), c.box.Seal(answer, id.String())); err != nil {
		return fmt.Errorf("store first answer: %w", err)
	}
	return nil
}

// pollInterval is how often Await looks for an answer.
const pollInterval = 25 * time.Millisecond

// Await returns the first answer once it is known, or fails when ctx ends.
func (c *Claims) Await(ctx context.Context, id interaction.Snowflake) ([]byte, error) {
	for {
		entry, err := c.bucket.Get(ctx, id.String())
		if err != nil {
			return nil, fmt.Errorf("read first answer: %w", err)
		}
		if len(entry.Value()) > 0 {
			return c.box.Open(entry.Value(), id.String())
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pollInterval):
		}
	}
}
