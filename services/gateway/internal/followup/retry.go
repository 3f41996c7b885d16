package followup

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// Discord's error codes that decide over another try.
const (
	codeUnknownWebhook = 10015
	// ackRace is how long after an interaction Discord may not know its
	// webhook yet.
	ackRace = 10 * time.Second
	// tries bounds the attempts against a failing Discord.
	tries = 5
	// firstPause doubles with every try.
	firstPause = 250 * time.Millisecond
)

// ErrGone is returned when no further try can succeed.
var ErrGone = errors.New("the message cannot be reached any more")

// Retry runs send until it succeeds, cannot succeed any more (ErrGone), or has
// been tried often enough; then the last error is returned and a later run may
// still succeed.
func Retry(ctx context.Context, in interaction.Interaction, send func(context.Context) error) error {
	pause := firstPause
	var err error
	for range tries {
		if err = send(ctx); err == nil {
			return nil
		}
		wait, again := verdict(err, pause, time.Since(in.ReceivedAt))
		if !again {
			return errors.Join(ErrGone, err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		pause *= 2
	}
	return err
}

// verdict says whether and when to try again after err.
func verdict(err error, pause, age time.Duration) (wait time.Duration, again bool) {
	var failure *Error
	if !errors.As(err, &failure) {
		return 0, false
	}
	switch {
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
