package followup

import (
	"net/http"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

// clock is moved by hand.
type clock struct{ time.Time }

func (c *clock) advance(d time.Duration) { c.Time = c.Add(d) }

func newLimitsAt() (*limits, *clock) {
	c := &clock{time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)}
	l := newLimits()
	l.now = func() time.Time { return c.Time }
	return l, c
}

func told(remaining, resetAfter string) http.Header {
	return http.Header{"X-Ratelimit-Remaining": {remaining}, "X-Ratelimit-Reset-After": {resetAfter}}
}

func TestBucketPerInteraction(t *testing.T) {
	l, c := newLimitsAt()
	l.learn("1", told("1", "1.75"))
	if wait := l.take("1"); wait != 0 {
		t.Errorf("the last request waits %s", wait)
	}
	if wait := l.take("1"); wait != 1750*time.Millisecond {
		t.Errorf("one too many waits %s", wait)
	}
	if wait := l.take("2"); wait != 0 {
		t.Errorf("another interaction waits %s", wait)
	}
	c.advance(1750 * time.Millisecond)
	if wait := l.take("1"); wait != 0 {
		t.Errorf("after the reset: %s", wait)
	}
}

func TestPauses(t *testing.T) {
	for name, c := range map[string]struct {
		failure Error
		wait    time.Duration
	}{
		"global":     {Error{Status: 429, Global: true, RetryAfter: 4 * time.Second}, 4 * time.Second},
		"Cloudflare": {Error{Status: 429, Banned: true}, banPause},
		"user":       {Error{Status: 429, RetryAfter: 4 * time.Second}, 0},
		"shared":     {Error{Status: 429, Shared: true, RetryAfter: 4 * time.Second}, 0},
	} {
		l, clock := newLimitsAt()
		l.failed(&c.failure)
		if wait := l.take("2"); wait != c.wait {
			t.Errorf("%s: others wait %s, want %s", name, wait, c.wait)
		}
		if clock.advance(c.wait); l.take("2") != 0 {
			t.Errorf("%s: does not end", name)
		}
	}
}

func TestInvalidRequests(t *testing.T) {
	l, c := newLimitsAt()
	for name, f := range map[string]struct {
		failure Error
		counts  bool
	}{
		"401": {Error{Status: 401}, true}, "403": {Error{Status: 403}, true}, "429": {Error{Status: 429}, true},
		"shared 429": {Error{Status: 429, Shared: true}, false}, "404": {Error{Status: 404}, false}, "500": {Error{Status: 500}, false},
	} {
		before := l.invalidCount()
		l.failed(&f.failure)
		if counted := l.invalidCount() > before; counted != f.counts {
			t.Errorf("%s counted: %v", name, counted)
		}
	}
	for range silent {
		l.failed(&Error{Status: 401})
		c.advance(10 * time.Millisecond)
	}
	if l.take("1") == 0 {
		t.Error("requests go on short of the ban")
	}
	if c.advance(invalidWindow); l.take("1") != 0 || l.invalidCount() != 0 {
		t.Errorf("%d invalid requests ten minutes later", l.invalidCount())
	}
}

func TestBucketsAreDropped(t *testing.T) {
	l, c := newLimitsAt()
	for i := range 10 * sweepEvery {
		l.learn(interaction.Snowflake(rune(i)), told("4", "1"))
		c.advance(10 * time.Second)
	}
	if most := int(bucketLife/(10*time.Second)) + sweepEvery; len(l.buckets) > most {
		t.Errorf("%d buckets are kept, at most %d are alive", len(l.buckets), most)
	}
}
