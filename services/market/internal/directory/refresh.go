package directory

import (
	"context"
	"log/slog"
	"time"
)

const (
	refreshEvery = 24 * time.Hour
	// Pauses after refreshes that failed double up to a limit.
	firstRetry, lastRetry = 15 * time.Second, 10 * time.Minute
)

// Refresh extends the directory by what list tells, now and once a day, until
// ctx is done.
func (d *Directory) Refresh(ctx context.Context, list func(context.Context) ([]Listing, error)) error {
	retry := firstRetry
	for {
		pause := refreshEvery
		if listings, err := list(ctx); err != nil {
			slog.WarnContext(ctx, "directory not refreshed", "error", err)
			pause, retry = retry, min(2*retry, lastRetry)
		} else {
			retry = firstRetry
			slog.InfoContext(ctx, "directory refreshed", "names", d.Extend(listings))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}
