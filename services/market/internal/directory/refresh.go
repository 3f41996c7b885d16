package directory

import (
	"context"
	"log/slog"
	"time"
)

const (
	refreshEvery = 24 * time.Hour
	// retryAfter is the pause after a refresh that failed.
	retryAfter = 10 * time.Minute
)

// Refresh extends the directory by what list tells, now and once a day, until
// ctx is done.
func (d *Directory) Refresh(ctx context.Context, list func(context.Context) ([]Listing, error)) error {
	for {
		pause := refreshEvery
		if listings, err := list(ctx); err != nil {
			slog.WarnContext(ctx, "directory not refreshed", "error", err)
			pause = retryAfter
		} else {
			slog.InfoContext(ctx, "directory refreshed", "names", d.Extend(listings))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}
