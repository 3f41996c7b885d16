package trouble

import (
	"strings"
	"testing"
	"time"
)

func TestFaultsAreChecked(t *testing.T) {
	var faults Faults
	for name, c := range map[string]struct {
		fault Fault
		want  string
	}{
		"every kind listed": {Fault{Kind: "teapot", Count: 1}, strings.Join(Kinds(), ", ")},
		"none":              {Fault{Count: 1}, "one of"},
		"count":             {Fault{Kind: Slow, Count: 1001}, "0 to 1000"},
		"delay":             {Fault{Kind: Slow, Count: 1, Delay: time.Hour}, "30s"},
		"match":             {Fault{Kind: Slow, Count: 1, Match: "get"}, "follow_up"},
	} {
		if err := faults.Set(c.fault); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, kind := range Kinds() {
		if err := faults.Set(Fault{Kind: kind, Count: 1}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestClockOnlyGoesForward(t *testing.T) {
	all := New()
	all.Clock.Advance(14 * time.Minute)
	all.Clock.Advance(-time.Hour)
	if d := time.Until(all.Clock.Now()).Round(time.Second); d != 14*time.Minute {
		t.Errorf("the clock is %s ahead", d)
	}
	all.Settings.Change(func(s *Settings) { s.RateLimit = false })
	_ = all.Faults.Set(Fault{Kind: Slow, Count: 1})
	all.Reset()
	if all.Clock.Offset() != 0 || !all.Settings.Get().RateLimit || all.Faults.Take(Edit).Kind != "" {
		t.Error("trouble is left after a reset")
	}
}
