package line

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

// ledger answers every question alike.
type ledger struct {
	err  error
	used int
}

func (l *ledger) Take(context.Context, string, []quota.Window) error { return l.err }

func (l *ledger) Used(_ context.Context, _ string, windows []quota.Window) ([]quota.Use, error) {
	if l.err != nil {
		return nil, l.err
	}
	return []quota.Use{{Window: windows[0], Used: l.used, Resets: time.Now().Add(time.Minute)}}, nil
}

func newLine(t *testing.T, counted Ledger) *Line {
	t.Helper()
	l, err := New("test", []quota.Window{{Length: time.Minute, Most: 2}}, counted, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// ask makes a call that ends with err, and tells whether it was made.
func ask(l *Line, err error) (made bool, got error) {
	got = l.Do(context.Background(), func(context.Context) error {
		made = true
		return err
	})
	return made, got
}

var errAway = errors.New("away")

func TestBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine(t, &ledger{})
		for range failures {
			if made, err := ask(l, errAway); !made || !errors.Is(err, errAway) {
				t.Fatalf("made %v, %v", made, err)
			}
		}
		var limit *provider.LimitError
		if made, err := ask(l, nil); made || !errors.As(err, &limit) || limit.RetryAfter <= 0 {
			t.Errorf("an open breaker: made %v, %v", made, err)
		}
		time.Sleep(openFor)
		if made, _ := ask(l, errAway); !made {
			t.Error("no trial after the pause")
		}
		if made, _ := ask(l, nil); made {
			t.Error("a failed trial closed the breaker")
		}
		time.Sleep(openFor)
		for range 2 {
			if made, err := ask(l, nil); !made || err != nil {
				t.Errorf("after a good trial: made %v, %v", made, err)
			}
		}
	})
}

func TestPauses(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		wait time.Duration
	}{
		"limited":     {&provider.LimitError{RetryAfter: time.Minute}, time.Minute},
		"refused key": {provider.ErrKey, keyPause},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := newLine(t, &ledger{})
			ask(l, c.err)
			time.Sleep(c.wait - time.Second)
			if made, err := ask(l, nil); made || err == nil {
				t.Errorf("%s: made %v, %v within the pause", name, made, err)
			}
			time.Sleep(time.Second)
			if made, err := ask(l, nil); !made || err != nil {
				t.Errorf("%s: made %v, %v after the pause", name, made, err)
			}
		})
	}
}

func TestNoDataIsNoFailure(t *testing.T) {
	l := newLine(t, &ledger{})
	for range 2 * failures {
		if made, _ := ask(l, provider.ErrNoData); !made {
			t.Fatal("the breaker opened")
		}
	}
}

func TestQuota(t *testing.T) {
	full := &ledger{err: &provider.LimitError{RetryAfter: time.Hour}}
	var limit *provider.LimitError
	if made, err := ask(newLine(t, full), nil); made || !errors.As(err, &limit) {
		t.Errorf("a full quota: made %v, %v", made, err)
	}
	if made, err := ask(newLine(t, &ledger{err: errAway}), nil); !made || err != nil {
		t.Errorf("a ledger that is away: made %v, %v", made, err)
	}
}
