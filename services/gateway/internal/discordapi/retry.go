package discordapi

import (
	"context"
	"errors"
	"net/http"
	"time"
)

const (
	// CodeTooManyCreates is Discord's code for the 201st command created in a
	// scope within a day.
	CodeTooManyCreates = 30034
	// patience is the longest wait in all before a call is given up.
	patience = 2 * time.Minute
	// firstPause comes after the first failure of Discord's, and doubles.
	firstPause = 500 * time.Millisecond
	// lastPause is the longest of these; the failure after it is final.
	lastPause = 2 * time.Second
)

// retry calls until it is done, cannot be done, or patience would run out.
func retry(ctx context.Context, call func() error) error {
	pause, waited := firstPause, time.Duration(0)
	for {
		err := call()
		var failure *Error
		if err == nil || !errors.As(err, &failure) {
			return err
		}
		wait, again := verdict(failure, pause)
		if waited += wait; !again || waited > patience {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		if failure.Status != http.StatusTooManyRequests {
			pause *= 2
		}
	}
}

// verdict says whether and when to try again.
func verdict(failure *Error, pause time.Duration) (wait time.Duration, again bool) {
	switch {
	case failure.Code == CodeTooManyCreates:
		return 0, false // until tomorrow
	case failure.Status == http.StatusTooManyRequests:
		return failure.RetryAfter, failure.RetryAfter > 0 // without a wait it is Cloudflare's block
	case failure.Status == 0, failure.Status >= http.StatusInternalServerError:
		return pause, pause <= lastPause
	default:
		return 0, false
	}
}
