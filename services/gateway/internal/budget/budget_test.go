package budget

import (
	"testing"
	"time"
)

func TestDecide(t *testing.T) {
	const usual = 1200 * time.Millisecond
	for name, c := range map[string]struct {
		taken []time.Duration
		times int
		want  Decision
	}{
		"nothing known":         {nil, 0, Decision{usual, Usual}},
		"too little known":      {[]time.Duration{5 * time.Second}, enough - 1, Decision{usual, Usual}},
		"quick":                 {[]time.Duration{20 * time.Millisecond}, enough, Decision{usual, Usual}},
		"a little slow":         {[]time.Duration{1400 * time.Millisecond}, enough, Decision{1750 * time.Millisecond, Stretched}},
		"nearly too slow":       {[]time.Duration{1900 * time.Millisecond}, enough, Decision{ceiling, Stretched}},
		"too slow":              {[]time.Duration{2100 * time.Millisecond}, enough, Decision{0, Hopeless}},
		"one in four is slow":   {[]time.Duration{time.Millisecond, time.Millisecond, time.Millisecond, time.Minute}, enough, Decision{ceiling, Stretched}},
		"three in four are":     {[]time.Duration{time.Millisecond, time.Minute, time.Minute, time.Minute}, enough, Decision{0, Hopeless}},
		"one in twenty is slow": {append(make([]time.Duration, 19), time.Minute), 1, Decision{usual, Usual}},
	} {
		b := New(func() time.Duration { return usual })
		for range c.times {
			for _, took := range c.taken {
				b.Observe("check", took)
			}
		}
		if got := b.Decide("check"); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
		if got := b.Decide("other"); got != (Decision{usual, Usual}) {
			t.Errorf("%s: another command gets %+v", name, got)
		}
	}
}

func TestOldRunsAreForgotten(t *testing.T) {
	now := time.Now()
	b := New(func() time.Duration { return time.Second })
	b.now = func() time.Time { return now }
	for range 2 * remembered {
		b.Observe("check", time.Minute)
	}
	if len(b.histories["check"]) != remembered || b.Decide("check").Why != Hopeless {
		t.Errorf("%d runs, %+v", len(b.histories["check"]), b.Decide("check"))
	}
	now = now.Add(lifetime + time.Second)
	if got := b.Decide("check"); got != (Decision{time.Second, Usual}) {
		t.Errorf("later: %+v", got)
	}
}

func TestBaseIsBounded(t *testing.T) {
	b := New(func() time.Duration { return time.Minute })
	if got := b.Decide("check"); got.Limit != ceiling {
		t.Errorf("%+v", got)
	}
}
