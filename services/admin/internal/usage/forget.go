package usage

import (
	"context"
	"log/slog"
	"time"
)

// forgetInterval is how often marks that are no longer needed are looked for.
const forgetInterval = time.Hour

// Memory is where marks are kept.
type Memory interface {
	// ForgetUsers replaces the marks of days no use can come for any more by
	// how many there are, and drops their secrets.
	ForgetUsers(ctx context.Context) error
}

// Forget has marks forgotten in time, until ctx is done.
func Forget(ctx context.Context, memory Memory) error {
	ticker := time.NewTicker(forgetInterval)
	defer ticker.Stop()
	for {
		if err := memory.ForgetUsers(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, "marks of users not forgotten, trying again", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}
