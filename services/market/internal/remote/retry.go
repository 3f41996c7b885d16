package remote

import (
	"net/http"
	"strconv"
	"time"
)

const (
	// usualWait is how long to wait when the provider does not say.
	usualWait = time.Minute
	// longestWait is as long as quotas are.
	longestWait = 24 * time.Hour
)

// retryAfter reads the header of that name: seconds, or a date. The result is
// between 1 second and 24 hours.
func retryAfter(text string, now time.Time) time.Duration {
	wait := usualWait
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds >= 0 {
		// As a number of seconds it may be longer than a Duration can be.
		wait = time.Duration(min(seconds, longestWait.Seconds()) * float64(time.Second))
	} else if date, err := http.ParseTime(text); err == nil {
		wait = date.Sub(now)
	}
	return min(max(wait, time.Second), longestWait)
}
