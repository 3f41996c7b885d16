package timeframe

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, tf := range All {
		if got, err := Parse(tf.String()); err != nil || got != tf || !tf.Valid() || tf.Label() == "" {
			t.Errorf("Parse(%s) = %v, %v", tf, got, err)
		}
	}
	if got, err := Parse(" 1y "); err != nil || got != Year {
		t.Errorf("Parse(1y) = %v, %v", got, err)
	}
	for _, code := range []string{"", "7M", "1 Day"} {
		if _, err := Parse(code); err == nil {
			t.Errorf("Parse(%q) accepted", code)
		}
	}
}

func TestFacts(t *testing.T) {
	if Day.Step() != 5*time.Minute || !Day.Intraday() || Year.Intraday() || Year.Sessions() != 252 {
		t.Error("timeframe facts changed")
	}
	if Timeframe(0).Valid() || Timeframe(11).Valid() || Timeframe(-1).Valid() || !Quarter.Valid() || !Max.Valid() {
		t.Error("Valid is wrong")
	}
	if Timeframe(99).String() != "" || Timeframe(-1).Label() != "" {
		t.Error("a timeframe that is none has a name")
	}
}
