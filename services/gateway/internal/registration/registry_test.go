package registration

import (
	"errors"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

var update = flag.Bool("update", false, "write the golden files")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rich uses every field, written as carelessly as code may.
func rich() []Definition {
	return []Definition{
		{
			Name: "chart", Description: " Candles as a picture ",
			NameLocalizations: map[string]string{"de": "grafik"}, DefaultMemberPermissions: new("08"),
			Contexts: []int{1, 0, 1}, IntegrationTypes: []int{0},
			Options: []Option{
				{Type: String, Name: "ticker", Description: "Symbol", Required: true, Autocomplete: true, MinLength: new(1), MaxLength: new(12)},
				{Type: String, Name: "timeframe", Description: "Time to cover", Choices: []Choice{{Name: "1D", Value: "1D"}, {Name: "1W", Value: "1W"}}},
				{Type: Integer, Name: "average", Description: "Days of the average", Choices: []Choice{{Name: "fifty", Value: 50}}},
				{Type: Number, Name: "factor", Description: "Factor", MinValue: new(0.5), MaxValue: new(2.0)},
				{Type: Channel, Name: "where", Description: "Channel", ChannelTypes: []int{5, 0}},
			},
		},
		{Name: "watchlist", Description: "Symbols you follow", Options: []Option{
			{Type: Subcommand, Name: "list", Description: "Show them"},
			{Type: SubcommandGroup, Name: "edit", Description: "Change them", Options: []Option{
				{Type: Subcommand, Name: "add", Description: "Add one", Options: []Option{{Type: String, Name: "ticker", Description: "Symbol", Required: true}}},
			}},
		}},
		{Name: "check", Description: "One symbol in numbers"},
		{Type: User, Name: "Show watchlist"},
	}
}

func ignore(Step) {}

// TestSecondPlanIsEmpty applies everything to nothing: what the server adds of
// its own must not look like a difference.
func TestSecondPlanIsEmpty(t *testing.T) {
	for _, guild := range []string{"", "9"} {
		t.Run("guild "+guild, func(t *testing.T) {
			f := newFake(t)
			registry := f.registry("")
			if guild != "" {
				registry = f.registry("9")
			}
			plan, err := registry.Plan(t.Context(), rich())
			if err != nil || plan.Count(Create) != 4 {
				t.Fatalf("plan %s, %v", plan, err)
			}
			if err := registry.Apply(t.Context(), plan, ignore); err != nil {
				t.Fatal(err)
			}
			again, err := registry.Plan(t.Context(), rich())
			if err != nil || !again.Empty() || again.Count(Keep) != 4 {
				t.Errorf("second plan:\n%s%v", again, err)
			}
			f.calls = nil
			if err := registry.Apply(t.Context(), again, ignore); err != nil || f.calls != nil {
				t.Errorf("an empty plan did %v, %v", f.calls, err)
			}
		})
	}
}

// old is the bot before: each of its commands differs in another way.
func (f *fake) old() {
	f.add(`{"name":"check","description":"One symbol in numbers","integration_types":[0,1],"contexts":[0,1,2]}`)
	f.add(`{"name":"price","description":"Gone since"}`)
	f.add(`{"name":"launch","type":4,"handler":2}`)
	f.add(`{"name":"chart","description":"Candles","nsfw":true,"contexts":[0],"integration_types":[0],
		"name_localizations":{"de":"bild","fr":"graphique"},"default_member_permissions":"8","options":[
		{"type":3,"name":"timeframe","description":"Time to cover","choices":[{"name":"1W","value":"7D"},{"name":"1D","value":"1D"},{"name":"5D","value":"5D"}]},
		{"type":3,"name":"ticker","description":"Symbol","required":false,"min_length":1,"max_length":12},
		{"type":5,"name":"dark","description":"Dark"},
		{"type":4,"name":"average","description":"Days of the average","choices":[{"name":"fifty","value":50}]}]}`)
	f.add(`{"name":"watchlist","description":"Symbols you follow","options":[
		{"type":1,"name":"list","description":"Show them"},
		{"type":2,"name":"edit","description":"Change them","options":[
		{"type":1,"name":"add","description":"Add one","options":[{"type":3,"name":"ticker","description":"A symbol","required":true}]}]}]}`)
}

func TestOnlyTheDifferenceIsApplied(t *testing.T) {
	f := newFake(t)
	f.old()
	registry := f.registry("")
	plan, err := registry.Plan(t.Context(), rich())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "plan.txt", plan.String())
	if err := registry.Apply(t.Context(), plan, ignore); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"PATCH /chart [contexts description name_localizations nsfw options]", "PATCH /watchlist [options]",
		"POST /Show watchlist", "DELETE /price",
	}
	if !slices.Equal(f.calls, want) {
		t.Errorf("did %q, want %q", f.calls, want)
	}
	if again, err := registry.Plan(t.Context(), rich()); err != nil || !again.Empty() {
		t.Errorf("second plan:\n%s%v", again, err)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s differs, %v:\n%s", path, err, got)
	}
}

func TestDailyLimit(t *testing.T) {
	many := func(f *fake, count int, at time.Time) {
		f.last = idAt(at)
		for range count {
			f.add(`{"type":2,"name":"x` + time.Duration(f.last).String() + `"}`)
		}
	}
	for name, c := range map[string]struct {
		prepare func(f *fake)
		refused bool
		calls   int
	}{
		"used up":     {func(f *fake) { many(f, 197, time.Now().Add(-time.Hour)) }, true, 0},
		"just enough": {func(f *fake) { many(f, 196, time.Now().Add(-time.Hour)) }, false, 4 + 196},
		"yesterday":   {func(f *fake) { many(f, 200, time.Now().Add(-25*time.Hour)) }, false, 4 + 200},
		"Discord says so": {func(f *fake) {
			f.refuse = func(w http.ResponseWriter) bool {
				w.WriteHeader(http.StatusTooManyRequests)
				_, _ = w.Write([]byte(`{"code":30034,"message":"Max number of daily application command creates has been reached (200)","retry_after":80000}`))
				return true
			}
		}, true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			c.prepare(f)
			registry := f.registry("")
			plan, err := registry.Plan(t.Context(), rich())
			if err != nil {
				t.Fatal(err)
			}
			if warned := strings.Contains(plan.String(), "more than Discord takes"); warned != (c.refused && c.calls == 0) {
				t.Errorf("plan:\n%s", plan)
			}
			err = registry.Apply(t.Context(), plan, ignore)
			if errors.Is(err, ErrDailyLimit) != c.refused || (err == nil) == c.refused || len(f.calls) != c.calls {
				t.Errorf("%v after %d calls, want %d", err, len(f.calls), c.calls)
			}
		})
	}
}

func TestApplyStopsAndGoesOn(t *testing.T) {
	f := newFake(t)
	registry := f.registry("")
	plan, err := registry.Plan(t.Context(), rich())
	if err != nil {
		t.Fatal(err)
	}
	f.refuse = func(w http.ResponseWriter) bool {
		if len(f.calls) != 3 {
			return false
		}
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"code":50035,"message":"Invalid Form Body","errors":{"name":{"_errors":[{"code":"X","message":"secret"}]}}}`))
		return true
	}
	var done []string
	err = registry.Apply(t.Context(), plan, func(s Step) { done = append(done, s.Label) })
	if err == nil || !strings.Contains(err.Error(), "create /watchlist: ") || !strings.Contains(err.Error(), "name: X") || len(done) != 2 {
		t.Errorf("done %v, %v", done, err)
	}
	if again, err := registry.Plan(t.Context(), rich()); err != nil || again.Count(Create) != 2 {
		t.Errorf("second plan:\n%s%v", again, err)
	}
}

func TestRemove(t *testing.T) {
	f := newFake(t)
	f.old()
	registry := f.registry("")
	if err := registry.Remove(t.Context(), "price", ignore); err != nil || !slices.Equal(f.calls, []string{"DELETE /price"}) {
		t.Errorf("did %q, %v", f.calls, err)
	}
	if err := registry.Remove(t.Context(), "price", ignore); err == nil || !strings.Contains(err.Error(), "price") {
		t.Errorf("removed twice: %v", err)
	}
}

func TestDeletedTwiceIsDeleted(t *testing.T) {
	f := newFake(t)
	f.old()
	f.refuse = func(w http.ResponseWriter) bool {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"code":10063,"message":"Unknown application command"}`))
		return true
	}
	if err := f.registry("").Remove(t.Context(), "price", ignore); err != nil {
		t.Error(err)
	}
}
