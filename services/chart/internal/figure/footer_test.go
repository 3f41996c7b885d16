package figure

import (
	"testing"
	"time"
)

func TestTimeliness(t *testing.T) {
	for _, c := range []struct {
		in   Input
		want string
	}{
		{Input{}, "delayed (how long is not known)"},
		{Input{Timeliness: RealTime, Venue: "IEX"}, "real time (IEX only)"},
		{Input{Timeliness: Delayed, Delay: 16 * time.Minute}, "delayed 16 min"},
		{Input{Timeliness: EndOfDay}, "delayed (end of day)"},
	} {
		if got := (&chart{Input: c.in}).timeliness(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
