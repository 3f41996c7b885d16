package alert

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestPostedOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := NewStore(databasetest.Open(t, url, "command", schema.Migrations))
		fresh := Alert{ID: "new", Symbol: "AAPL", SentAt: time.Now().UTC().Truncate(time.Millisecond), Category: "EARNINGS", Price: 100, Headline: "News", URL: "https://example.com"}
		record(t, s, fresh)
		record(t, s, Alert{ID: "old", Symbol: "AAPL", SentAt: time.Now().Add(-PostWindow), Price: 100})
		p, err := s.ClaimPosting(t.Context(), 0)
		if err != nil || p == nil || p.Alert != fresh {
			t.Fatalf("claimed %+v, %v", p, err)
		}
		if other, err := s.ClaimPosting(t.Context(), 0); err != nil || other != nil {
			t.Errorf("claimed twice, or too old: %+v, %v", other, err)
		}
		if again, err := s.PostAgain(t.Context(), "new", p.Claim, 0); err != nil || !again {
			t.Errorf("given back: %v, %v", again, err)
		}
		second, err := s.ClaimPosting(t.Context(), 0)
		if err != nil || second == nil || !second.FirstClaim.Equal(p.FirstClaim) {
			t.Fatalf("claimed again %+v, %v", second, err)
		}
		if done, err := s.Posted(t.Context(), "new", p.Claim); err != nil || done {
			t.Errorf("settled by a claim that had ended: %v, %v", done, err)
		}
		if done, err := s.Posted(t.Context(), "new", second.Claim); err != nil || !done {
			t.Errorf("settled: %v, %v", done, err)
		}
		if fresh, err := s.Record(t.Context(), fresh); err != nil || fresh {
			t.Errorf("recorded again: %v, %v", fresh, err)
		}
		if other, err := s.ClaimPosting(t.Context(), 0); err != nil || other != nil {
			t.Errorf("posted, and claimed again: %+v, %v", other, err)
		}
	})
}

func TestOldAlertsAreTakenOut(t *testing.T) {
	s := NewStore(databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations))
	record(t, s, Alert{ID: "a", Symbol: "AAPL", SentAt: time.Now().Add(20*time.Millisecond - PostWindow), Price: 100})
	time.Sleep(30 * time.Millisecond)
	if p, err := s.ClaimPosting(t.Context(), 0); err != nil || p != nil {
		t.Errorf("claimed when too old: %+v, %v", p, err)
	}
	if err := s.Tidy(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := s.Alert(t.Context(), "other"); !errors.Is(err, ErrUnknown) {
		t.Errorf("never recorded: %v", err)
	}
}

// ledger keeps records, but fails or refuses as it is told.
type ledger struct {
	fails, refuses string
	known          map[string]Record
}

func (l *ledger) Record(_ context.Context, records []Record) error {
	for _, r := range records {
		switch r.Alert.ID {
		case l.fails:
			return errors.New("away")
		case l.refuses:
			return fmt.Errorf("%w: no", ErrRefused)
		}
	}
	for _, r := range records {
		l.known[r.Alert.ID] = r
	}
	return nil
}

func TestHandover(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := NewStore(databasetest.Open(t, url, "command", schema.Migrations))
		l := &ledger{fails: "a", refuses: "b", known: map[string]Record{}}
		h := NewHandover(s, l)
		record(t, s, Alert{ID: "a", Symbol: "AAPL", SentAt: sent, Category: "EARNINGS", Price: 100})
		if err := h.Once(t.Context(), 0); err == nil || len(l.known) > 0 {
			t.Fatalf("%v, %+v", err, l.known)
		}
		l.fails = ""
		record(t, s, Alert{ID: "b", Symbol: "AAPL", SentAt: sent, Price: 100})
		record(t, s, Alert{ID: "c", Symbol: "AAPL", SentAt: sent, Price: 100})
		// What failed is given back for a while, in which the clock stands still.
		if err := h.Once(t.Context(), 0); err != nil || len(l.known) != 1 || l.known["c"].Outcome != nil {
			t.Fatalf("%v, %+v", err, l.known)
		}
		track(t, s, floor{}, sent.Add(30*time.Hour))
		l.refuses = ""
		if err := h.Once(t.Context(), 0); err != nil || len(l.known) != 3 {
			t.Fatalf("%v, %+v", err, l.known)
		}
		if got := l.known["a"].Outcome; got == nil || got.Price != 120 || got.Provider != "floor" {
			t.Errorf("handed over %+v", got)
		}
		early := l.known["a"].Early
		if len(early) != 3 || early[0].Horizon != 15*time.Minute || early[2].Horizon != 4*time.Hour || early[0].Found.Price <= 0 ||
			early[0].Found.Provider != "floor" || early[0].Found.At.Sub(sent) < 15*time.Minute {
			t.Errorf("handed over early %+v", early)
		}
		if err := h.Once(t.Context(), 0); err != nil {
			t.Error(err)
		}
	})
}

// TestEarlyHandover hands over what is known after an hour, before the end.
func TestEarlyHandover(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := NewStore(databasetest.Open(t, url, "command", schema.Migrations))
		l := &ledger{known: map[string]Record{}}
		record(t, s, Alert{ID: "a", Symbol: "AAPL", SentAt: sent, Category: "EARNINGS", Price: 100})
		h := NewHandover(s, l)
		if err := h.Once(t.Context(), 0); err != nil || len(l.known["a"].Early) != 0 {
			t.Fatalf("%v, %+v", err, l.known)
		}
		track(t, s, floor{}, sent.Add(90*time.Minute))
		if err := h.Once(t.Context(), 0); err != nil || len(l.known["a"].Early) != 2 || l.known["a"].Outcome != nil {
			t.Errorf("%v, %+v", err, l.known)
		}
	})
}
