package alert

import (
	"context"
	"errors"
	"math"
	"reflect"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/calendar"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

// sent is a Thursday, 10:07 in New York.
var sent = time.Date(2018, 5, 10, 14, 7, 0, 0, time.UTC)

// floor is a market whose prices rise by one with each bar.
type floor struct {
	err       error
	synthetic bool
}

func (f floor) Intraday(context.Context, symbol.Symbol) (Prices, error) {
	var bars []bar.Bar
	for _, day := range []int{10, 11} {
		open := calendar.Open(time.Date(2018, 5, day, 0, 0, 0, 0, time.UTC))
		for i := range 26 {
			price := 100 + float64(len(bars))
			bars = append(bars, bar.Bar{
				Time: open.Add(time.Duration(i) * 15 * time.Minute), Open: price, High: price, Low: price, Close: price, Synthetic: f.synthetic,
			})
		}
	}
	return Prices{bars, "floor"}, f.err
}

func (f floor) Daily(context.Context, symbol.Symbol) (Prices, error) {
	var bars []bar.Bar
	for i, day := range []int{9, 10, 11} {
		price := 100 + 10*float64(i)
		bars = append(bars, bar.Bar{Time: time.Date(2018, 5, day, 0, 0, 0, 0, time.UTC), Open: price, High: price, Low: price, Close: price})
	}
	return Prices{bars, "floor"}, f.err
}

func record(t *testing.T, s *Store, a Alert) {
	t.Helper()
	if fresh, err := s.Record(t.Context(), a); err != nil || !fresh {
		t.Fatalf("%s: %v, %v", a.ID, fresh, err)
	}
}

func summary(t *testing.T, s *Store) Summary {
	t.Helper()
	sum, err := s.Summarize(t.Context(), sent.AddDate(0, 0, -1), sent.AddDate(0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func track(t *testing.T, s *Store, market Market, now time.Time) {
	t.Helper()
	tracker := NewTracker(s, market)
	tracker.now = func() time.Time { return now }
	if err := tracker.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOutcomes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := NewStore(databasetest.Open(t, url, "command", schema.Migrations))
		score := 0.5
		record(t, s, Alert{ID: "a", Symbol: "AAPL", SentAt: sent, Category: "EARNINGS", Price: 100, Score: &score})
		record(t, s, Alert{ID: "b", Symbol: "AAPL", SentAt: sent, Category: "FILING", Price: 200})
		if fresh, err := s.Record(t.Context(), Alert{ID: "a", Symbol: "MSFT", SentAt: sent, Price: 1}); err != nil || fresh {
			t.Errorf("again: %v, %v", fresh, err)
		}
		track(t, s, floor{}, sent.Add(2*time.Hour))
		sum := summary(t, s)
		// 10:07 and 15 minutes is 10:22; the next quarter hour is the fifth bar.
		quarter := sum.Horizons[0]
		if sum.Alerts != 2 || sum.Symbols != 1 || *sum.MeanScore != 0.5 || quarter.Measured != 2 || *quarter.WinRate != 0.5 ||
			math.Abs(quarter.Best.Value-0.04) > 1e-12 || quarter.Worst.Alert != "b" || sum.Horizons[3].Pending != 2 {
			t.Errorf("after two hours %+v", sum)
		}
		track(t, s, floor{}, sent.Add(30*time.Hour))
		sum = summary(t, s)
		// 24 hours later is 10:07 on Friday, which closes at 120.
		if day := sum.Horizons[3]; day.Measured != 2 || math.Abs(day.Best.Value-0.2) > 1e-12 || math.Abs(*day.MeanReturn-(0.2-0.4)/2) > 1e-12 {
			t.Errorf("after a day %+v", day)
		}
		if len(sum.Categories) != 2 || sum.Categories[0].Name != "EARNINGS" || *sum.Categories[1].Day.WinRate != 0 {
			t.Errorf("categories %+v", sum.Categories)
		}
	})
}

func TestList(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := NewStore(databasetest.Open(t, url, "command", schema.Migrations))
		score, sentiment := 0.5, -0.25
		want := Alert{ID: "b", Symbol: "AAPL", SentAt: sent, Category: "FILING", Price: 200, Score: &score, Sentiment: &sentiment}
		record(t, s, Alert{ID: "late", Symbol: "AAPL", SentAt: sent.Add(time.Hour), Category: "FILING", Price: 200})
		record(t, s, want)
		record(t, s, Alert{ID: "other", Symbol: "MSFT", SentAt: sent, Category: "FILING", Price: 200})
		list, err := s.List(t.Context(), "AAPL", sent, sent.Add(time.Hour))
		if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0], want) {
			t.Errorf("%+v, %v", list, err)
		}
		if list, err := s.List(t.Context(), "AAPL", sent, sent.Add(2*time.Hour)); err != nil || len(list) != 2 || list[1].Score != nil {
			t.Errorf("two: %+v, %v", list, err)
		}
		if list, err := s.List(t.Context(), "IBM", time.Unix(0, 0), sent.Add(2*time.Hour)); err != nil || len(list) != 0 {
			t.Errorf("none: %+v, %v", list, err)
		}
	})
}

// TestUnknown has markets that never tell; no outcome becomes a number.
func TestUnknown(t *testing.T) {
	for name, market := range map[string]floor{"silent": {err: errors.New("away")}, "synthetic": {synthetic: true}} {
		s := NewStore(databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations))
		record(t, s, Alert{ID: "a", Symbol: "AAPL", SentAt: sent, Price: 100})
		track(t, s, market, sent.Add(time.Hour))
		if got := summary(t, s).Horizons[0]; got.Pending != 1 {
			t.Errorf("%s: given up too early: %+v", name, got)
		}
		track(t, s, market, sent.Add(Patience+48*time.Hour))
		if got := summary(t, s).Horizons[0]; got.Unknown != 1 || got.WinRate != nil || got.MeanReturn != nil || got.Best != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestNothing(t *testing.T) {
	s := NewStore(databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations))
	if sum := summary(t, s); sum.Alerts != 0 || sum.MeanScore != nil || len(sum.Horizons) != 4 || sum.Horizons[0].WinRate != nil {
		t.Errorf("%+v", sum)
	}
}

func TestRunEnds(t *testing.T) {
	s := NewStore(databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := NewTracker(s, floor{}).Run(ctx); err != nil {
		t.Error(err)
	}
}
