package followup

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

const (
	// maxWait is longer than any token lives; no wait beyond makes sense.
	maxWait = time.Hour
	// banPause is how long nothing is sent after Cloudflare stepped in.
	banPause = 2 * time.Minute
	// bucketLife is how long a bucket is kept after its last use: as long as
	// its token works.
	bucketLife = 15 * time.Minute
	// sweepEvery is after how many new buckets the old ones are dropped.
	sweepEvery = 256

	// Discord bans an address for 10,000 invalid requests in 10 minutes.
	invalidWindow = 10 * time.Minute
	// cautious is the count from which nothing is tried twice, silent the one
	// from which nothing is sent.
	cautious = 5000
	silent   = 9000
)

// limits keeps this process within what Discord allows. Discord counts
// webhook requests per interaction.
type limits struct {
	now func() time.Time

	mu      sync.Mutex
	buckets map[interaction.Snowflake]*bucket
	made    int
	// pausedUntil stops every request.
	pausedUntil time.Time
	invalid     [invalidSlots]slot
}

type bucket struct {
	remaining int
	resetAt   time.Time
	usedAt    time.Time
}

func newLimits() *limits {
	return &limits{now: time.Now, buckets: map[interaction.Snowflake]*bucket{}}
}

// take uses up one request of an interaction, or says how long to wait first.
func (l *limits) take(id interaction.Snowflake) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if wait := l.pausedUntil.Sub(now); wait > 0 {
		return wait
	}
	if l.countInvalid(now) >= silent {
		return slotLength
	}
	b := l.buckets[id]
	if b == nil {
		return 0
	}
	b.usedAt = now
	if b.remaining > 0 || !now.Before(b.resetAt) {
		b.remaining--
		return 0
	}
	return b.resetAt.Sub(now)
}

// learn reads the limits an answer tells.
func (l *limits) learn(id interaction.Snowflake, h http.Header) {
	remaining, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.buckets[id]
	if b == nil {
		b = &bucket{}
		l.buckets[id] = b
		if l.made++; l.made%sweepEvery == 0 {
			l.sweep(now)
		}
	}
	b.remaining, b.usedAt, b.resetAt = remaining, now, now.Add(seconds(h.Get("X-RateLimit-Reset-After")))
}

func (l *limits) sweep(now time.Time) {
	for id, b := range l.buckets {
		if now.Sub(b.usedAt) > bucketLife {
			delete(l.buckets, id)
		}
	}
}

// failed takes a refusal into account.
func (l *limits) failed(e *Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	switch {
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden,
		e.Status == http.StatusTooManyRequests && !e.Shared:
		l.slotAt(now).count++
	}
	switch {
	case e.Banned:
		l.pausedUntil = now.Add(banPause)
		e.RetryAfter = banPause
	case e.Status == http.StatusTooManyRequests && e.Global:
		l.pausedUntil = now.Add(e.RetryAfter)
	}
}

// invalidCount is the number of invalid requests of the last 10 minutes.
func (l *limits) invalidCount() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.countInvalid(l.now())
}

// Invalid requests are counted in slots, the oldest of which is used anew.
const (
	invalidSlots = 20
	slotLength   = invalidWindow / invalidSlots
)

type slot struct {
	number int64
	count  int
}

func (l *limits) slotAt(now time.Time) *slot {
	number := now.UnixNano() / int64(slotLength)
	s := &l.invalid[number%invalidSlots]
	if s.number != number {
		*s = slot{number: number}
	}
	return s
}

func (l *limits) countInvalid(now time.Time) int {
	oldest, count := now.UnixNano()/int64(slotLength)-invalidSlots, 0
	for _, s := range l.invalid {
		if s.number > oldest {
			count += s.count
		}
	}
	return count
}
