package usage

import (
	"maps"
	"slices"
	"testing"
	"time"
)

func TestPercentiles(t *testing.T) {
	spread := Spread{}
	for ms := range 1000 {
		spread[BucketOf(time.Duration(ms+1)*time.Millisecond)]++
	}
	for share, want := range map[float64]time.Duration{0.5: 500 * time.Millisecond, 0.95: 950 * time.Millisecond, 0.99: 990 * time.Millisecond, 1: time.Second} {
		got := spread.Percentile(share)
		if got < want || float64(got) > growth*float64(want) {
			t.Errorf("%v: %s, want %s and up to a fifth more", share, got, want)
		}
	}
	if got := (Spread{}).Percentile(0.5); got != 0 {
		t.Errorf("of nothing: %s", got)
	}
}

func TestBuckets(t *testing.T) {
	for _, d := range []time.Duration{0, time.Nanosecond, time.Millisecond, 3 * time.Second, time.Hour} {
		b := BucketOf(d)
		if b.Bound() < d-time.Microsecond || b > 0 && (b-1).Bound() >= d || b > 100 {
			t.Errorf("%s is in bucket %d, up to %s", d, b, b.Bound())
		}
	}
}

func TestSum(t *testing.T) {
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	secrets := map[string]Secret{"2026-11-20": NewSecret(), "2026-11-21": NewSecret()}
	uses := []Use{
		{At: noon, Command: "check", UserID: "ann", Failed: true},
		{At: noon, Command: "check", UserID: "ann", Deferred: true},
		{At: noon.Add(11 * time.Hour), Command: "check", UserID: "bob"},
		{At: noon.Add(12 * time.Hour), Command: "check", UserID: "ann"},
	}
	if days := Days(uses); !slices.Equal(days, slices.Sorted(maps.Keys(secrets))) {
		t.Errorf("days %v", days)
	}
	counts := Sum(uses, secrets)
	today, tomorrow := counts[Key{"2026-11-20", "check"}], counts[Key{"2026-11-21", "check"}]
	if today.Uses != 3 || today.Failures != 1 || today.Defers != 1 || len(today.Marks) != 2 || tomorrow.Uses != 1 {
		t.Errorf("today %+v, tomorrow %+v", today, tomorrow)
	}
	for mark := range tomorrow.Marks {
		if today.Marks[mark] {
			t.Error("a user can be followed from day to day")
		}
	}
}

func TestSecrets(t *testing.T) {
	one, other := NewSecret(), NewSecret()
	if read, err := ParseSecret(one.Text()); err != nil || read.Mark("ann") != one.Mark("ann") {
		t.Errorf("read back: %v", err)
	}
	if one.Mark("ann") == other.Mark("ann") || one.Mark("ann") == one.Mark("bob") {
		t.Error("marks are not of the secret and the user")
	}
	for _, text := range []string{"", "ab", one.Text() + "00", "x" + one.Text()[1:]} {
		if _, err := ParseSecret(text); err == nil {
			t.Errorf("%q is a secret", text)
		}
	}
}
