package followup

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

const (
	// tokenLife is how long an interaction's webhook works.
	tokenLife = 15 * time.Minute
	// ackRace is how long after an interaction Discord may not know its
	// webhook yet.
	ackRace = 10 * time.Second
	// tries bounds the attempts against a failing Discord.
	tries = 5
	// firstPause doubles with every try.
	firstPause = 250 * time.Millisecond
	// patience is the longest wait inside Retry; a longer one is handed back.
	patience = 3 * time.Second
)

// Ends of Retry other than success.
var (
	// ErrGone means that no further try can succeed.
	ErrGone = errors.New("the message or its channel cannot be reached")
	// ErrRefused means that Discord does not take this content; another may
	// pass.
	ErrRefused = errors.New("the content of the message is refused")
)

// Later means that a later run may succeed.
type Later struct {
	Wait time.Duration
	err  error
}

// Error tells why this run did not succeed.
func (l *Later) Error() string { return l.err.Error() }

// Unwrap returns the last failure.
func (l *Later) Unwrap() error { return l.err }

// Retry runs send until it succeeds or ends in ErrGone, ErrRefused or *Later.
// An error that is not Discord's is returned as it is.
func (c *Client) Retry(ctx context.Context, in interaction.Interaction, send func(context.Context) error) error {
	return c.retry(ctx, send, func(failure *Error, pause time.Duration) (time.Duration, bool) {
		age := time.Since(in.ReceivedAt)
		wait, again := verdict(failure, pause, age)
		return wait, again && age+wait <= tokenLife
	})
}

// retry is Retry where judge says whether and when to try again.
func (c *Client) retry(ctx context.Context, send func(context.Context) error, judge func(*Error, time.Duration) (time.Duration, bool)) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := send(ctx)
		if err == nil {
			return nil
		}
		var failure *Error
		if !errors.As(err, &failure) {
			return err
		}
		wait, again := judge(failure, pause)
		switch {
		case failure.refusesContent():
			return errors.Join(ErrRefused, err)
		case !again:
			return errors.Join(ErrGone, err)
		case try >= tries, wait > patience, c.limits.invalidCount() >= cautious:
			return &Later{max(wait, patience), err}
		}
		select {
		case <-ctx.Done():
			return &Later{patience, ctx.Err()}
		case <-time.After(wait + rand.N(pause/4)):
		}
		pause *= 2
	}
}

// verdict says whether and when to try again after a failure.
func verdict(failure *Error, pause, age time.Duration) (wait time.Duration, again bool) {
	switch {
	case failure.Withheld:
		return failure.RetryAfter, true
	case failure.Status == http.StatusTooManyRequests:
		return max(failure.RetryAfter, pause), true
	case failure.Status == 0, failure.Status >= http.StatusInternalServerError:
		return pause, true
	case failure.Status == http.StatusNotFound && failure.Code == codeUnknownWebhook:
		return pause, age < ackRace
	default:
		return 0, false
	}
}
