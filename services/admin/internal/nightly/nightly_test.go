package nightly

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
	"github.com/catalyst-bot/mesh/services/admin/internal/report"
	"github.com/catalyst-bot/mesh/services/admin/internal/store"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

const evening = 21*time.Hour + 30*time.Minute

func TestParseTime(t *testing.T) {
	for text, want := range map[string]time.Duration{"21:30": evening, "00:00": 0, "07:05:09": 7*time.Hour + 5*time.Minute + 9*time.Second} {
		if at, on, err := ParseTime(text); at != want || !on || err != nil {
			t.Errorf("%s: %s, %v, %v", text, at, on, err)
		}
	}
	if _, on, err := ParseTime(Off); on || err != nil {
		t.Errorf("off: %v, %v", on, err)
	}
	for _, text := range []string{"", "24:00", "9pm", "21:30:61"} {
		if _, _, err := ParseTime(text); !errors.Is(err, ErrTime) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// replica makes reports without alerts, at a moment.
func replica(s *store.Store, at time.Time) *Nights {
	n := New(s, func(ctx context.Context, day time.Time) (report.Report, error) {
		made, err := report.Make(report.Input{Date: day, Values: catalogue.Defaults()}, at)
		if err != nil {
			return made, err
		}
		return s.KeepReport(ctx, made)
	}, evening)
	n.now = func() time.Time { return at }
	return n
}

// posted is the day of the report that is to be posted; empty for none.
func posted(t *testing.T, s *store.Store) string {
	t.Helper()
	items, err := s.Posts.Claim(t.Context(), 5)
	if err != nil || len(items) > 1 {
		t.Fatalf("%+v, %v", items, err)
	}
	if len(items) == 0 {
		return ""
	}
	if _, err := s.Posts.Done(t.Context(), items[0].Name, items[0].Claim); err != nil {
		t.Fatal(err)
	}
	return items[0].Name[:len(time.DateOnly)]
}

func TestOneReportANight(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := store.New(databasetest.Open(t, url, "admin", store.Migrations))
		// Posts end by the real clock.
		today := time.Now().UTC().Truncate(24 * time.Hour).Add(evening)
		date := func(daysAgo int) string { return today.AddDate(0, 0, -daysAgo).Format(time.DateOnly) }
		for _, step := range []struct {
			name string
			at   time.Time
			want string
		}{
			{"the night before the first start has none", today.Add(-6 * 24 * time.Hour), ""},
			{"nor has the time until the next", today.Add(-5*24*time.Hour - time.Second), ""},
			{"after nights that were missed there is the last", today.Add(time.Hour), date(1)},
			{"and no other that night", today.Add(2 * time.Hour), ""},
			{"the next night has its own", today.Add(24 * time.Hour), date(0)},
		} {
			var running sync.WaitGroup
			for range 3 {
				running.Go(func() {
					if err := replica(s, step.at).Once(t.Context()); err != nil {
						t.Errorf("%s: %v", step.name, err)
					}
				})
			}
			running.Wait()
			if got := posted(t, s); got != step.want {
				t.Errorf("%s: %q, want %q", step.name, got, step.want)
			}
		}
	})
}

func TestTriesAgain(t *testing.T) {
	s := store.New(databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "admin", store.Migrations))
	at := time.Now().UTC().Truncate(24 * time.Hour).Add(evening)
	if err := replica(s, at.AddDate(0, 0, -2)).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := replica(s, at)
	sound := n.report
	n.report = func(context.Context, time.Time) (report.Report, error) { return report.Report{}, errors.New("away") }
	if err := n.Once(t.Context()); err == nil {
		t.Error("no error")
	}
	n.report = sound
	if err := n.Once(t.Context()); err != nil || posted(t, s) == "" {
		t.Errorf("after a failure: %v", err)
	}
}
