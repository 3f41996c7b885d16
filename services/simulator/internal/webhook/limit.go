package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/refusal"
)

// Discord lets through so many calls per interaction in so much time.
const (
	limitCalls  = 5
	limitWindow = 2 * time.Second
)

// limiter keeps Discord's limit for each interaction on its own.
type limiter struct {
	mu      sync.Mutex
	windows map[string]*window
}

type window struct {
	ends time.Time
	used int
}

// allow counts a call and writes the headers that tell what is left. It has
// answered 429 when it returns false.
func (l *limiter) allow(w http.ResponseWriter, token string, now time.Time) bool {
	used, left := l.use(token, now)
	limitHeaders(w.Header(), max(limitCalls-used, 0), left, now)
	w.Header().Set("X-RateLimit-Bucket", bucket(token))
	if used <= limitCalls {
		return true
	}
	limited(w, "user", left, false)
	return false
}

// use counts a call; it returns those of the window so far and the time to
// its end.
func (l *limiter) use(token string, now time.Time) (used int, left time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	current := l.windows[token]
	if current == nil || !now.Before(current.ends) {
		l.forget(now)
		current = &window{ends: now.Add(limitWindow)}
		l.windows[token] = current
	}
	current.used++
	return current.used, current.ends.Sub(now)
}

func (l *limiter) forget(now time.Time) {
	for token, w := range l.windows {
		if !now.Before(w.ends) {
			delete(l.windows, token)
		}
	}
}

// bucket names the limit without telling the token.
func bucket(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:16])
}

func limitHeaders(h http.Header, remaining int, left time.Duration, now time.Time) {
	h.Set("X-RateLimit-Limit", strconv.Itoa(limitCalls))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(remaining))
	h.Set("X-RateLimit-Reset", seconds(float64(now.Add(left).UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", seconds(left.Seconds()))
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', 3, 64) }

// limited answers 429. The header has whole seconds, the body the exact time.
func limited(w http.ResponseWriter, scope string, wait time.Duration, global bool) {
	h := w.Header()
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	h.Set("X-RateLimit-Scope", scope)
	if global {
		h.Set("X-RateLimit-Global", "true")
	}
	refusal.JSON(w, http.StatusTooManyRequests, map[string]any{
		"message": "You are being rate limited.", "retry_after": wait.Seconds(), "global": global,
	})
}
