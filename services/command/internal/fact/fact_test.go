package fact

import (
	"testing"
	"time"
)

func of(unit Unit, v float64) Fact { return Fact{Unit: unit, Value: &v} }

func TestShown(t *testing.T) {
	for want, f := range map[string]Fact{
		"-3.5%": of(Percent, -3.46), "USD 188.59": of(Money, 188.59), "USD 0.0731": of(Money, 0.0731), "USD 4.20B": of(Money, 4.2e9),
		"25.81M": of(Shares, 25_806_600), "950": of(Shares, 950), "1.50x": of(Times, 1.5), "4": of(Count, 4), "69.2": of(Number, 69.24),
		"0.0%": of(Percent, 0), "above both": {Words: "above both"},
	} {
		if got := f.Shown("USD"); got != want {
			t.Errorf("%+v is shown as %q, want %q", f, got, want)
		}
	}
}

func TestSheet(t *testing.T) {
	var s Sheet
	s.Add(Fact{Key: "a", Label: "A", Words: "one\ntwo", At: time.Date(2018, 5, 11, 0, 0, 0, 0, time.UTC)})
	second := s.Add(Fact{Key: "b", Label: "B"})
	if found, ok := s.Find("F2"); !ok || found.Key != "b" || second.ID != "F2" {
		t.Errorf("F2 is %+v", found)
	}
	if _, ok := s.Find("F3"); ok {
		t.Error("F3 is there")
	}
	if f, ok := s.Get("", "a"); !ok || f.String() != "F1 A: one two (2018-05-11)" {
		t.Errorf("a is %q", f)
	}
	if _, ok := s.Get("", "c"); ok {
		t.Error("c is there")
	}
}
