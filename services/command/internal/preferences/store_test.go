package preferences_test

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/command/internal/preferences"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/command/internal/user"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(databasetest.Main(m)) }

func open(t *testing.T, url string) *preferences.Store {
	t.Helper()
	return preferences.NewStore(databasetest.Open(t, url, "command", schema.Migrations))
}

func set(t *testing.T, s *preferences.Store, id user.ID, choice preferences.Choice) preferences.Choice {
	t.Helper()
	saved, err := s.Set(t.Context(), id, choice)
	if err != nil {
		t.Fatal(err)
	}
	if time.Since(saved.At) > time.Minute {
		t.Errorf("saved at %s", saved.At)
	}
	got, ok, err := s.Get(t.Context(), id)
	if err != nil || !ok || !reflect.DeepEqual(got, saved) {
		t.Errorf("got %+v, %v, %v, saved %+v", got, ok, err, saved)
	}
	return saved.Choice
}

func TestChoicesAddUp(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		if saved, ok, err := s.Get(t.Context(), "ann"); ok || err != nil {
			t.Errorf("before any choice: %+v, %v, %v", saved, ok, err)
		}
		for _, step := range []struct{ choose, want preferences.Choice }{
			{preferences.Choice{Style: new("hollow")}, preferences.Choice{Style: new("hollow")}},
			{
				preferences.Choice{Indicators: []string{"rsi", "vwap", "rsi", "sma37"}},
				preferences.Choice{Style: new("hollow"), Indicators: []string{"rsi", "vwap", "sma37"}},
			},
			{
				preferences.Choice{Style: new("line"), Theme: new("contrast")},
				preferences.Choice{Style: new("line"), Theme: new("contrast"), Indicators: []string{"rsi", "vwap", "sma37"}},
			},
			{
				preferences.Choice{Indicators: []string{}},
				preferences.Choice{Style: new("line"), Theme: new("contrast"), Indicators: []string{}},
			},
		} {
			if got := set(t, s, "ann", step.choose); !reflect.DeepEqual(got, step.want) {
				t.Errorf("after %+v: %+v, want %+v", step.choose, got, step.want)
			}
		}
		if got := set(t, s, "bob", preferences.Choice{Theme: new("light")}); got.Indicators != nil || got.Style != nil {
			t.Errorf("bob has %+v", got)
		}
	})
}

func TestClear(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		set(t, s, "ann", preferences.Choice{Theme: new("dark")})
		set(t, s, "bob", preferences.Choice{Theme: new("light")})
		for _, want := range []bool{true, false} {
			if got, err := s.Clear(t.Context(), "ann"); err != nil || got != want {
				t.Errorf("cleared %v, %v, want %v", got, err, want)
			}
		}
		if _, ok, err := s.Get(t.Context(), "ann"); ok || err != nil {
			t.Errorf("ann after: %v, %v", ok, err)
		}
		if _, ok, err := s.Get(t.Context(), "bob"); !ok || err != nil {
			t.Errorf("bob after: %v, %v", ok, err)
		}
	})
}

// TestConcurrentChoicesLoseNone has one user choose three things at once, on
// two replicas.
func TestConcurrentChoicesLoseNone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		replicas := []*preferences.Store{open(t, url), open(t, url)}
		choices := []preferences.Choice{
			{Style: new("area")}, {Theme: new("discord"), Size: new("phone")}, {Indicators: []string{"macd"}},
		}
		var group sync.WaitGroup
		for i := range 12 {
			group.Go(func() {
				if _, err := replicas[i%2].Set(t.Context(), "ann", choices[i%3]); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		want := preferences.Choice{Style: new("area"), Theme: new("discord"), Size: new("phone"), Indicators: []string{"macd"}}
		if got, _, err := replicas[0].Get(t.Context(), "ann"); err != nil || !reflect.DeepEqual(got.Choice, want) {
			t.Errorf("ann has %+v, %v", got, err)
		}
	})
}

func TestWords(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url)
		for field, choice := range map[string]preferences.Choice{
			"style": {Style: new("Candles")}, "theme": {Style: new("line"), Theme: new("pink")},
			"size": {Size: new("poster")}, "indicators": {Indicators: []string{"rsi", "rsi14"}},
		} {
			var unknown preferences.WordError
			if _, err := s.Set(t.Context(), "ann", choice); !errors.As(err, &unknown) || unknown.Field != field || len(unknown.Listed) == 0 {
				t.Errorf("%s: %v", field, err)
			}
		}
		if _, err := s.Set(t.Context(), "ann", preferences.Choice{}); !errors.Is(err, preferences.ErrEmpty) {
			t.Errorf("nothing: %v", err)
		}
		if _, ok, _ := s.Get(t.Context(), "ann"); ok {
			t.Error("something was saved")
		}
		if _, err := s.Set(t.Context(), "ann", preferences.Choice{Indicators: preferences.Indicators}); !errors.Is(err, preferences.ErrTooMany) {
			t.Errorf("all indicators: %v", err)
		}
		many := preferences.Indicators[:preferences.MaxIndicators]
		if got := set(t, s, "ann", preferences.Choice{Indicators: many}); !slices.Equal(got.Indicators, many) {
			t.Errorf("%v came back as %v", many, got.Indicators)
		}
	})
}
