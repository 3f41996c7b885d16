package line

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
)

func TestStatus(t *testing.T) {
	for name, c := range map[string]struct {
		ends  []error // of the calls before
		used  int
		state State
		until time.Duration // from then on
		fault string
	}{
		"new":           {nil, 0, Ready, 0, ""},
		"good":          {[]error{nil}, 1, Ready, 0, ""},
		"quota is full": {[]error{nil}, 2, Limited, time.Minute, ""},
		"no data":       {[]error{provider.ErrNoData}, 1, Ready, 0, ""},
		"limited":       {[]error{&provider.LimitError{RetryAfter: time.Hour}}, 1, Limited, time.Hour, "limited"},
		"refused":       {[]error{provider.ErrKey}, 1, Refused, keyPause, "refused"},
		"garbled":       {[]error{provider.ErrGarbled, nil}, 1, Ready, 0, "garbled"},
		"broken":        {slices.Repeat([]error{errAway}, failures), 2, Broken, openFor, "failed"},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := newLine(t, &ledger{used: c.used})
			for _, err := range c.ends {
				ask(l, err)
			}
			status, now := l.Status(t.Context()), time.Now()
			if status.State != c.state || status.LastFault != c.fault {
				t.Errorf("%s: state %d after %q", name, status.State, status.LastFault)
			}
			if c.until == 0 && !status.Until.IsZero() || c.until > 0 && !status.Until.Equal(now.Add(c.until)) {
				t.Errorf("%s: until %s", name, status.Until)
			}
			if good := slices.Contains(c.ends, nil); good != status.LastGood.Equal(now) || !good && !status.LastGood.IsZero() {
				t.Errorf("%s: last good %s", name, status.LastGood)
			}
			if (c.fault != "") != status.LastFaultAt.Equal(now) {
				t.Errorf("%s: last fault at %s", name, status.LastFaultAt)
			}
			if len(status.Uses) != 1 || status.Uses[0].Used != c.used || status.Uses[0].Left() != 2-c.used {
				t.Errorf("%s: %+v", name, status.Uses)
			}
		})
	}
}

func TestStatusOfATrial(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine(t, &ledger{})
		for range failures {
			ask(l, errAway)
		}
		time.Sleep(openFor)
		if status := l.Status(t.Context()); status.State != Trial || !status.Until.IsZero() {
			t.Errorf("after the pause: %+v", status)
		}
		ask(l, nil)
		if status := l.Status(t.Context()); status.State != Ready {
			t.Errorf("after a good trial: %+v", status)
		}
	})
}

func TestStatusWithoutALedger(t *testing.T) {
	status := newLine(t, &ledger{err: errAway}).Status(t.Context())
	if status.State != Ready || status.Uses != nil || !slices.Equal(status.Windows, []quota.Window{{Length: time.Minute, Most: 2}}) {
		t.Errorf("%+v", status)
	}
}
